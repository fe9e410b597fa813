import io
import struct
import zipfile
import zlib

import pytest

from backend.kernel.documents import archives
from backend.kernel.documents.encodings import decoded
from backend.kernel.documents.file_names import content_disposition, tidy_file_name
from backend.kernel.documents.storage import InMemory, LocalFileStore, storing
from backend.kernel.errors import Invalid, NotFound

pytestmark = pytest.mark.anyio

PDF = b"%PDF-1.7\n1 0 obj\n"
MEGABYTE = 1024 * 1024


@pytest.fixture
def store(tmp_path):
    return LocalFileStore(tmp_path / "files")


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return held.getvalue()


async def contents(store, key):
    return b"".join([part async for part in store.open(key)])


def files_in(store):
    return [path for path in store.folder.rglob("*") if path.is_file()]


async def test_a_file_comes_back_as_it_was_sent(store):
    stored = await store.put(InMemory(PDF * 100_000), name="目录.pdf")
    assert await contents(store, stored.key) == PDF * 100_000
    assert (stored.size, stored.content_type) == (len(PDF) * 100_000, "application/pdf")
    assert stored.name == "目录.pdf"


async def test_a_file_of_fifty_megabytes_is_refused_and_leaves_nothing_behind(store):
    class Endless:
        read_so_far = 0

        async def read(self, size: int = -1) -> bytes:
            self.read_so_far += size
            return b"%PDF-" + b"0" * (size - 5) if self.read_so_far <= 50 * MEGABYTE else b""

    source = Endless()
    with pytest.raises(Invalid):
        await store.put(source, name="大.pdf")
    assert source.read_so_far < 22 * MEGABYTE  # stopped reading at the limit
    assert files_in(store) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("页面.pdf", b"<html><script>alert(1)</script>"),
        ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("页面.html", b"<html>"),
        ("说明.txt", b"\xef\xbb\xbf  <!DOCTYPE html><title>x</title>"),
        ("脚本.txt", b"#!/bin/sh\nrm -rf /"),
        ("程序.txt", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("程序.exe", b"MZ\x90\x00"),
        ("图.jpg", b"\x89PNG\r\n\x1a\n0000"),
        ("空.pdf", b""),
        ("无后缀", PDF),
        ("压缩.zip", zipped({"a.txt": b"a"})),
        ("压缩.docx", zipped({"a.txt": b"a"})),
        ("宏.docx", zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"})),
        ("套.docx", zipped({"word/document.xml": b"<a/>", "inner.zip": b"PK"})),
        ("表.docx", zipped({"xl/workbook.xml": b"<a/>"})),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("截断.xlsx", zipped({"xl/workbook.xml": b"<a/>" * 999})[:60]),
    ],
    ids=lambda part: part if isinstance(part, str) else "",  # an archive carries the time
)
async def test_a_file_of_another_kind_is_refused(store, name, content):
    with pytest.raises(Invalid):
        await store.put(InMemory(content), name=name)
    assert files_in(store) == []


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", zipped({"word/document.xml": b"<a/>"}), "wordprocessingml"),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<a/>"}), "spreadsheetml"),
        ("a.ofd", zipped({"OFD.xml": b"<a/>"}), "ofd"),
        ("a.JPEG", b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
        ("a.csv", "序号,事项\n1,停车".encode("gb18030"), "text/csv"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "word"),
    ],
)
async def test_a_file_of_an_office_kind_is_kept(store, name, content, kind):
    assert kind in (await store.put(InMemory(content), name=name)).content_type


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "ab/cd", "A" * 32, "0" * 31, "0" * 32])
async def test_a_key_not_made_here_opens_nothing(store, key):
    with pytest.raises(NotFound):
        await contents(store, key)


async def test_a_file_whose_record_fails_is_forgotten(store):
    with pytest.raises(RuntimeError):
        async with storing(InMemory(PDF), name="a.pdf", store=store):
            raise RuntimeError
    assert files_in(store) == []


async def test_deleting_twice_is_no_error(store):
    stored = await store.put(InMemory(PDF), name="a.pdf")
    await store.delete(stored.key)
    await store.delete(stored.key)
    assert files_in(store) == []


async def test_a_zip_bomb_is_refused_before_it_unpacks(store):
    bomb = zipped({"xl/workbook.xml": b"0" * (101 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    with pytest.raises(Invalid):
        await store.put(InMemory(bomb), name="炸弹.xlsx")


def test_an_archive_that_lies_about_its_size_is_measured_not_believed():
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezer.compress(b"0" * (30 * MEGABYTE)) + squeezer.flush()
    name, crc = b"a.xml", 0
    sizes = struct.pack("<III", crc, len(packed), 10)  # claims ten bytes
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes
    local += struct.pack("<HH", len(name), 0) + name + packed
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
    central += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    with pytest.raises(Invalid):
        archives.check_archive(io.BytesIO(local + central + end))


def test_an_archive_of_too_many_files_is_refused():
    with pytest.raises(Invalid):
        archives.check_archive(io.BytesIO(zipped({f"{n}.xml": b"" for n in range(2_001)})))


def test_an_encrypted_archive_is_refused():
    content = bytearray(zipped({"xl/workbook.xml": b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Invalid):
        archives.check_archive(io.BytesIO(bytes(content)))


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\目录.xlsx", "目录.xlsx"),
        ("\u202etxt.exe\u0000.pdf", "txt.exe.pdf"),
        ('a"b;c\r\n.pdf', "a_b_c.pdf"),
        ("...", "file"),
        ("长" * 300 + ".docx", "长" * 95 + ".docx"),
    ],
)
def test_a_file_name_loses_what_could_mislead(given, tidy):
    assert tidy_file_name(given) == tidy


def test_a_chinese_name_is_quoted_for_the_header():
    assert content_disposition("目录 2026.pdf") == (
        "attachment; filename=\"__ 2026.pdf\"; filename*=UTF-8''%E7%9B%AE%E5%BD%95%202026.pdf"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_the_encodings_of_offices_are_recognised(encoding):
    text = "序号,事项名称,承办单位\n1,《青泽县停车管理办法》,县城管局\n"
    assert decoded(text.encode(encoding)).text == text


def test_bytes_in_no_known_encoding_are_refused():
    with pytest.raises(Invalid):
        decoded(b"\x81\xff\xfe\xff" * 20)


def test_what_only_happens_to_decode_is_marked_uncertain():
    assert not decoded("停車場管理辦法與收費標準".encode("big5")).is_certain
    assert decoded("停车场管理办法与收费标准".encode("gbk")).is_certain
