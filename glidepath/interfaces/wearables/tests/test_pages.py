"""The pages about devices: a person sends a file, sees what became of it, and takes it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from glidepath.care.checkins.tests.people import Clinic, actor_of, client_of, open_clinic
from glidepath.foundation import clock
from glidepath.interfaces.wearables import operations, views, waiting
from glidepath.interfaces.wearables.models import DeviceFile, FileState
from glidepath.interfaces.wearables.tests.making import AT
from glidepath.record.observations.models import Observation

pytestmark = pytest.mark.usefixtures("folder", "noon")
TABLE = b"date,source,steps,sleep_hours\n2027-03-01,Band,4200,6.5\n2027-03-02,Band,x,\n"


def csv(content: bytes = TABLE) -> SimpleUploadedFile:
    return SimpleUploadedFile("my days.csv", content, "text/csv")


@pytest.fixture
def me(clinic: Clinic) -> Client:
    return client_of(actor_of(clinic.patient))


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_person_sends_a_file_reads_the_report_and_takes_it_back(me: Client) -> None:
    assert "Nothing yet" in words(me, "/my-devices/")
    report = me.post("/my-devices/send/", {"file": csv(), "agree": "on"}, follow=True)
    html = report.content.decode()
    assert "Band" in html and "1 row left out" in html and "row 3" in html
    page = words(me, "/my-devices/")
    assert "No word for 9 days" in page
    assert 'name="agree"' not in page
    address = report.redirect_chain[-1][0]
    assert "no longer count" in me.post(f"{address}undo/", follow=True).content.decode()
    assert "Nothing yet" in words(me, "/my-devices/")
    assert me.get(f"{address}undo/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "says"),
    [({"agree": "on"}, "Choose a file first"), ({"file": csv()}, "Please tick this box first"), ({}, "Choose a file")],
)
def test_what_is_missing_is_said_and_nothing_is_kept(me: Client, sent: dict, says: str) -> None:
    answer = me.post("/my-devices/send/", sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not DeviceFile.objects.exists()


def test_a_file_that_cannot_be_read_is_explained_in_plain_words_and_in_spanish(clinic: Clinic, me: Client) -> None:
    answer = me.post("/my-devices/send/", {"file": csv(b"<HealthData><x>"), "agree": "on"}, follow=True)
    assert "nothing was kept" in answer.content.decode()
    assert "The file breaks off" in answer.content.decode()
    address = answer.redirect_chain[-1][0]
    get_user_model().objects.filter(pk=clinic.patient.user_id).update(language="es")
    spanish = words(client_of(actor_of(clinic.patient)), address)
    assert "El archivo" in spanish
    assert not Observation.objects.exists()


def test_a_large_file_waits_with_a_progress_bar_and_the_page_asks_again(
    me: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    address = me.post("/my-devices/send/", {"file": csv(), "agree": "on"}).headers["Location"]
    row = DeviceFile.objects.get()
    DeviceFile.objects.update(state=FileState.READING, bytes_done=30, bytes_total=100, sign_of_life_at=AT)
    page = words(me, address)
    assert "js/reading.js" in page and "Look again" in page and '<progress class="reading" value="30"' in page
    with clock.at(AT + timedelta(minutes=2)):
        assert waiting.read_waiting() == 1
    assert "js/reading.js" not in words(me, address)
    row.refresh_from_db()
    assert row.state == FileState.DONE


def test_the_team_sees_devices_and_those_who_may_send_a_file(clinic: Clinic) -> None:
    page = f"/patients/{clinic.patient.public_id}/devices/"
    nurse = client_of(clinic.nurse)
    assert "Devices of" in words(nurse, page)
    answer = nurse.post(f"{page}send/", {"file": csv(), "agree": "on"}, follow=True)
    assert "4" in answer.content.decode() and answer.status_code == 200
    nurse.post(f"{page}link/", {"source": "Band", "connected": "no"})
    assert "Does not count now" in words(nurse, page)
    nurse.post(f"{page}stop/")
    assert 'name="agree"' in words(nurse, page)


def test_files_of_other_people_are_not_there(clinic: Clinic, me: Client) -> None:
    other = open_clinic(" two")
    operations.agree(by=actor_of(other.patient), at=AT, patient=other.patient)
    row = operations.take_file(
        by=actor_of(other.patient), at=AT, patient=other.patient, name="x.csv", chunks=[b"date,steps\n"]
    )
    for client in (me, client_of(clinic.nurse)):
        assert client.get(f"/device-files/{row.public_id}/").status_code == 404
        assert client.post(f"/device-files/{row.public_id}/undo/").status_code == 404
        assert client.get(f"/patients/{other.patient.public_id}/devices/").status_code in (403, 404)
    assert client_of(clinic.nurse).get("/my-devices/").status_code == 404


@pytest.mark.hazard("HZ-33")
def test_a_source_with_a_script_for_a_name_is_only_text(me: Client, tmp_path: Path) -> None:
    content = b"date,source,steps\n2027-03-01,<script>alert(1)</script>,5\n"
    me.post("/my-devices/send/", {"file": csv(content), "agree": "on"})
    assert "<script>alert" not in words(me, "/my-devices/")
