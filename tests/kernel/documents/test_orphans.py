import os
import time
from pathlib import Path

import pytest

from backend.kernel.database import rows
from backend.kernel.documents.orphans import sweep
from backend.kernel.documents.storage import InMemory, LocalFileStore

pytestmark = pytest.mark.anyio
PDF = b"%PDF-1.4\n%%EOF\n"
THREE_DAYS = 3 * 24 * 3600


async def kept(store: LocalFileStore, *, is_old: bool = True) -> Path:
    """Keep a file and return where it is."""
    stored = await store.put(InMemory(PDF), name="a.pdf")
    return aged(store.folder / stored.key[:2] / stored.key, is_old=is_old)


def aged(path: Path, *, is_old: bool = True) -> Path:
    if is_old:
        then = time.time() - THREE_DAYS
        os.utime(path, (then, then))
    return path


async def test_a_file_no_row_names_is_removed_and_a_named_one_stays(db, tmp_path):
    store = LocalFileStore(tmp_path)
    named, orphan = await kept(store), await kept(store)
    await rows("CREATE TABLE room_with_files (storage_key text)")
    await rows("INSERT INTO room_with_files VALUES ({})", named.name)
    assert await sweep(store) == 1
    assert named.exists()
    assert not orphan.exists()


async def test_a_young_file_is_spared(db, tmp_path):
    store = LocalFileStore(tmp_path)
    young = await kept(store, is_old=False)
    assert await sweep(store) == 0
    assert young.exists()


async def test_what_an_interrupted_upload_left_is_removed(db, tmp_path):
    store = LocalFileStore(tmp_path)
    await kept(store, is_old=False)
    left = tmp_path / "incoming" / ("0" * 32)
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    aged(left)
    await sweep(store)
    assert not left.exists()


async def test_a_stranger_in_the_folder_is_let_alone(db, tmp_path):
    store = LocalFileStore(tmp_path)
    stranger = (await kept(store)).parent / "notes.txt"
    stranger.write_text("mine")
    aged(stranger)
    await sweep(store)
    assert stranger.exists()


async def test_a_store_nobody_used_yet_has_no_orphans(db, tmp_path):
    assert await sweep(LocalFileStore(tmp_path / "missing")) == 0
