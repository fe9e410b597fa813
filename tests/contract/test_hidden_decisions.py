"""A matter that may not be disclosed is planted, then looked for wherever the public can look."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest

from backend.app import litestar_app
from backend.decisions.enums import AdjustmentKind, AttachmentKind
from backend.decisions.operations import adjusting, drafting, files
from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.decisions.schemas.files import AttachmentDraft
from backend.kernel.changes import Changes
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory
from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
AUTUMN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
SECRET = "绝密水源改线"
SECRET_UNIT = "water-secret"
REASON = "不能说的调整理由"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VIEWS = ("", "/en", "/elder")
# Addresses that answer about the machine, not about the county.
NOT_ABOUT_DECISIONS = (
    *("/static/", "/healthz", "/readyz", "/metrics", "/desk", "/api/v1/units/"),
    "/track/",  # a code of another kind
)


async def planted() -> str:
    """Publish a year with a hidden matter that only one unit has; adjust it, attach to it."""
    author = await decisions.editor()
    await decisions.draft_catalogue(2026, 2, by=author)
    await factories.unit(SECRET_UNIT, "县秘密水源办")
    hidden = await drafting.draft_decision(
        decisions.decision_draft(
            2026,
            title=SECRET,
            problem=SECRET,
            lead_unit=SECRET_UNIT,
            contact_unit=SECRET_UNIT,
            category=5,
            is_public=False,
            nondisclosure_basis="保守国家秘密法第十三条",
        ),
        staff=author,
    )
    await decisions.publish(2026)
    drafter = await factories.staff(unit_code=SECRET_UNIT, roles=(Role.DRAFTER,))
    draft = AttachmentDraft(kind=AttachmentKind.DRAFT, title=SECRET)
    await files.attach_file(hidden.code, draft, InMemory(PDF), name=f"{SECRET}.pdf", staff=drafter)
    change = AdjustmentDraft(
        kind=AdjustmentKind.DEFER,
        reason=REASON,
        approval="县政府第63次常务会议",
        adjusted_on=date(2026, 9, 29),
    )
    ref = await adjusting.propose_adjustment(hidden.code, change, staff=drafter, now=AUTUMN)
    await adjusting.approve_adjustment(ref.id, staff=await decisions.officer(), now=AUTUMN)
    return hidden.code


def public_addresses() -> set[str]:
    """Return every public address that can be asked without knowing a code, and those with one."""
    known = {"code": "QZ-2026-01", "year": "2026", "number": "1"}
    found = set()
    for route in litestar_app(Changes()).routes:
        handlers = [h for h in getattr(route, "route_handlers", ()) if "GET" in h.http_methods]
        if not any(handler.opt.get("is_public") for handler in handlers):
            continue
        if route.path.startswith(NOT_ABOUT_DECISIONS):
            continue
        blanks = re.findall(r"\{(\w+)(?::\w+)?\}", route.path)
        if set(blanks) <= set(known):
            found.add(re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: known[m[1]], route.path))
    return found


QUERIES = {
    "/decisions?view=matrix",
    f"/decisions?word={SECRET[:2]}",
    f"/decisions?word={REASON}",
    f"/decisions?unit={SECRET_UNIT}",
    "/decisions?category=5",
    "/decisions?state=deferred",
    f"/api/v1/decisions?unit={SECRET_UNIT}",
    "/api/v1/decisions?category=5",
    "/api/v1/decisions?limit=100",
    "/decisions/years/2026/catalogue.csv",
    "/decisions/years/2026/catalogue.json",
    "/decisions/years/2026/catalogue.xlsx",
}


def readable(content: bytes) -> str:
    """Return an answer's text, of a workbook all its parts."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


async def test_a_hidden_matter_is_found_nowhere(db, client):
    code = await planted()
    asked = public_addresses() | QUERIES
    assert {"/decisions", "/decisions/QZ-2026-01", "/api/v1/decisions", "/sitemap.xml"} <= asked
    for address in sorted(asked):
        for view in VIEWS:
            answer = await client.get(view + address)
            assert answer.status_code == 200, address
            body = readable(answer.content).replace("word=" + SECRET[:2], "")
            asked_for = address if "word=" in address else ""
            for clue in (SECRET, code, REASON, "保守国家秘密法"):
                assert clue not in body or clue in asked_for, f"{view}{address} shows {clue}"


async def test_counts_options_and_dates_do_not_show_it(db, client):
    await planted()
    page = (await client.get("/decisions")).text
    assert "共 2 项" in page
    assert SECRET_UNIT not in page
    assert '<option value="5"' not in page
    assert '<option value="deferred"' not in page
    assert "2026年9月29日" not in page
    assert (await client.get("/api/v1/decisions")).json()["next"] is None
    assert "没有符合条件的事项" in (await client.get("/decisions?category=5")).text


async def test_every_address_of_it_answers_like_one_that_never_was(db, client):
    code = await planted()
    public_code = (await rows("SELECT public_code FROM decision_attachment"))[0]["public_code"]
    for pattern in (
        "/decisions/{code}",
        "/en/decisions/{code}",
        "/decisions/{code}/versions/1",
        "/decisions/{code}/versions/2",
        "/decisions/{code}/files/" + public_code + "/x.pdf",
        "/decisions/QZ-2026-01/files/" + public_code + "/x.pdf",
        "/api/v1/decisions/{code}",
    ):
        hidden = await client.get(pattern.format(code=code))
        missing = await client.get(pattern.format(code="QZ-2026-N77"))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(code, "X") == missing.text.replace("QZ-2026-N77", "X")
        told = {name: value for name, value in hidden.headers.items() if name != "x-request-id"}
        other = {name: value for name, value in missing.headers.items() if name != "x-request-id"}
        assert {n: v for n, v in told.items() if n != "content-length"} == {
            n: v for n, v in other.items() if n != "content-length"
        }
