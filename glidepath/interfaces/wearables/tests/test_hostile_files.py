"""Files that mean harm, or are broken: refused by name, in little memory, and nothing of them is kept."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from glidepath.interfaces.wearables import opening
from glidepath.interfaces.wearables.faults import FileRefused
from glidepath.interfaces.wearables.tests.making import HEAD, apple, read, steps, text_file, told

pytestmark = pytest.mark.hazard("HZ-39")
ROW = steps("Watch", "2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700")
BILLION = (
    '<?xml version="1.0"?>\n<!DOCTYPE HealthData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>\n'
)
OUTSIDE = '<?xml version="1.0"?>\n<!DOCTYPE HealthData [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
PARAMETER = '<?xml version="1.0"?>\n<!DOCTYPE HealthData [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]>\n'


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as found:
        read(path)
    return found.value.code


@pytest.mark.parametrize("head", [BILLION, OUTSIDE, PARAMETER])
def test_a_file_that_declares_an_entity_is_not_read(tmp_path: Path, head: str) -> None:
    assert refused(apple(tmp_path, "<Record type='x'>&a;&c;&x;</Record>", head=head)) == "entities"


def test_the_document_type_of_a_real_export_is_read_over(tmp_path: Path) -> None:
    assert len(told(read(apple(tmp_path, ROW, head=HEAD)))) == 1


def test_a_file_that_breaks_off_is_refused_with_its_place(tmp_path: Path) -> None:
    path = apple(tmp_path, ROW)
    path.write_text(path.read_text()[:-20])
    with pytest.raises(FileRefused) as found:
        read(path)
    assert found.value.code == "broken_xml"
    assert found.value.where.startswith("line 6")


def test_other_xml_is_no_export(tmp_path: Path) -> None:
    assert refused(text_file(tmp_path, "x.xml", "<html><body/></html>")) == "not_apple_health"


def test_endless_nesting_and_endless_text_stop_early(tmp_path: Path) -> None:
    path = tmp_path / "deep.xml"
    path.write_text("<HealthData>" + "<a>" * 2_000_000)
    assert refused(path) == "not_apple_health"
    with path.open("w") as file:
        file.write('<HealthData x="')
        for _ in range(40):
            file.write("y" * 1_000_000)
    assert refused(path) == "not_apple_health"


def zipped(folder: Path, *members: tuple[str, bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_the_export_is_found_in_the_zip_whatever_its_name(tmp_path: Path) -> None:
    export = apple(tmp_path, ROW).read_bytes()
    members = (("apple_health_export/exportación.xml", export), ("apple_health_export/export_cda.xml", b"<x/>" * 9999))
    assert len(told(read(zipped(tmp_path, *members)))) == 1
    assert refused(zipped(tmp_path, ("a.txt", b"hello"))) == "no_export"


def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FREE", 1 << 20)
    bomb = b"<HealthData>" + b" " * (30 << 20)
    path = zipped(tmp_path, ("export.xml", bomb))
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    assert refused(path) == "too_large"
    assert tracemalloc.get_traced_memory()[1] < 12 << 20
    tracemalloc.stop()


def test_a_locked_archive_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path, ("export.xml", apple(tmp_path, ROW).read_bytes()))
    content = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(sign) + place] |= 1
    path.write_bytes(content)
    assert refused(path) == "locked_zip"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 no zip", "broken_zip"),
        (b"\x1f\x8b gzip", "packed"),
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b'{"a": ', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'[{"step_count": NaN}]', "not_json"),
        (b"a,b,c\n1,2,3\n", "unknown_table"),
        (b"date,steps\n\xff\xfe,1\n", "not_text"),
        (b"date,date,steps\n", "unknown_table"),
        (b"date,steps\n", "nothing_in_it"),
        (b"date,steps\n" + b"9" * 70_000, "too_large"),
        (b"\x00\x01\x02", "unknown_table"),
    ],
)
def test_what_is_no_file_of_a_device_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert refused(path) == code


def test_a_file_with_endless_names_of_sources_is_refused(tmp_path: Path) -> None:
    rows = [steps(f"S{n}", "2027-03-01 08:00:00 -0700", "2027-03-01 08:10:00 -0700") for n in range(60)]
    assert refused(apple(tmp_path, *rows)) == "too_many_sources"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for times in (1, 8):
        days = [f"2027-02-{n % 28 + 1:02}" for n in range(28)]
        rows = (
            steps("Watch", f"{day} {n // 60 % 24:02}:{n % 60:02}:{t * 7:02} -0700", f"{day} 23:59:59 -0700", "1")
            for t in range(times) for day in days for n in range(0, 1440, 10)
        )  # fmt: skip
        path = apple(tmp_path, *rows)
        tracemalloc.start()
        read(path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + (3 << 20)
