"""A clinic sees which questionnaires it may use; who runs it records a permission, and the scale comes into use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from glidepath.care.checkins.tests.people import NOON, Clinic, add_staff, client_of
from glidepath.config.commands import scale as command
from glidepath.foundation import clock
from glidepath.foundation.access import Role
from glidepath.foundation.access.fresh import DEMO_SESSION
from glidepath.record.instruments.models import LoadedPack, ScalePermission
from glidepath.record.instruments.tests.test_instruments import own_copy

GIVEN = {"granted_by": "The author", "reference": "letter 7", "granted_on": "2027-03-01", "expires_on": ""}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def manager(clinic: Clinic) -> Client:
    """The browser of who runs the clinic, with a second factor shown a moment ago."""
    actor = add_staff(clinic.site, "mia@example.org", "Mia", Role.PROGRAMME_MANAGER, [])
    client = client_of(actor)
    session = client.session
    session[DEMO_SESSION] = True
    session.save()
    return client


def run(tmp_path: Path, *words: str, pack: Any = None) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    command.register(parser)
    if pack is not None:
        file = tmp_path / "pack.json"
        file.write_text(pack if isinstance(pack, str) else json.dumps(pack), encoding="utf-8")
        words = (*words, str(file))
    return command.run(parser.parse_args(words))


def test_the_list_names_licence_language_and_what_is_missing(clinic: Clinic) -> None:
    html = client_of(clinic.nurse).get("/questionnaires/").content.decode()
    assert html.count("In use") >= 10
    assert "Its wording is not loaded here" in html
    assert "Record a permission" not in html


def test_a_clinician_may_not_record_a_permission(clinic: Clinic) -> None:
    assert client_of(clinic.nurse).post("/questionnaires/sowsg/permission/", GIVEN).status_code in (403, 404)
    assert not ScalePermission.objects.exists()


def test_a_file_is_loaded_by_command_and_read_by_people(clinic: Clinic, tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path, "load", pack=own_copy()) == 0
    assert LoadedPack.objects.get().scale == "sowsg"
    assert run(tmp_path, "list") == 0
    assert "sowsg  version site-1  en  not in use, lacks permission" in capsys.readouterr().out
    html = client_of(clinic.nurse).get("/questionnaires/").content.decode()
    assert "own copy" in html


@pytest.mark.parametrize("pack", ["", "{", '{"format": "other"}', {"format": "glidepath-scale-1"}])
def test_a_file_that_cannot_be_used_is_refused_with_its_place(
    clinic: Clinic, tmp_path: Path, capsys: Any, pack: Any
) -> None:
    assert run(tmp_path, "load", pack=pack) == 2
    said = capsys.readouterr().err
    assert "Nothing was loaded." in said
    assert not LoadedPack.objects.exists()


def test_a_file_that_is_not_there_and_a_scale_nobody_knows_are_named(
    clinic: Clinic, tmp_path: Path, capsys: Any
) -> None:
    assert run(tmp_path, "load", str(tmp_path / "none.json")) == 2
    assert run(tmp_path, "write", "bpi") == 2
    assert run(tmp_path, "load") == 2
    said = capsys.readouterr().err
    assert "cannot be read" in said
    assert "No questionnaire is named bpi" in said


def test_a_written_pack_can_be_changed_and_loaded_again(clinic: Clinic, tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path, "write", "peg") == 0
    pack = json.loads(capsys.readouterr().out)
    assert run(tmp_path, "load", pack={**pack, "version": "site-1"}) == 0
    assert LoadedPack.objects.get().scale == "peg"


def test_permission_and_copy_bring_the_scale_before_the_person(clinic: Clinic, manager: Client, tmp_path: Path) -> None:
    run(tmp_path, "load", pack=own_copy())
    answer = manager.post("/questionnaires/sowsg/permission/", GIVEN, follow=True)
    assert "The permission is recorded." in answer.content.decode()
    row = ScalePermission.objects.get()
    assert (row.reference, row.recorded_by) == ("letter 7", get_user_model().objects.get(email="mia@example.org"))
    me = client_of(clinic.me)
    assert me.get("/answers/sowsg/").status_code == 200
    manager.post(f"/permissions/{row.public_id}/end/")
    assert me.get("/answers/sowsg/").status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"granted_on": "2027-03-09"}, {"expires_on": "2027-03-02"}, {"granted_by": ""}, {"granted_on": "soon"}]
)
def test_a_permission_that_cannot_be_right_is_refused_beside_its_field(
    clinic: Clinic, manager: Client, wrong: dict[str, str]
) -> None:
    answer = manager.post("/questionnaires/sowsg/permission/", {**GIVEN, **wrong})
    assert answer.status_code == 422
    assert f'href="#id_{next(iter(wrong))}"' in answer.content.decode()
    assert not ScalePermission.objects.exists()


def test_a_scale_that_needs_no_permission_has_no_such_page(clinic: Clinic, manager: Client) -> None:
    assert manager.get("/questionnaires/peg/permission/").status_code == 404
