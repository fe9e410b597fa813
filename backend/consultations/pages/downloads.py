"""What can be taken away: the adoption table, the published opinions, the feed of all."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from backend.consultations import feed
from backend.consultations.exports import adoption, opinions
from backend.consultations.exports.adoption import Answered
from backend.consultations.pages.frame import load
from backend.consultations.pages.result import load_answered
from backend.consultations.queries.news import list_news
from backend.kernel.documents.file_names import content_disposition
from backend.kernel.documents.streamed_out import StreamedTable, csv_parts, workbook_file
from backend.opinions.queries.report import get_report, stream_answers
from backend.web.answers import origin_of, public_bytes
from backend.web.guards import PUBLIC
from backend.web.streams import file_stream, streamed_answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"


@get("/consultations/{slug:str}/result.xlsx", opt=PUBLIC, include_in_schema=False)
async def result_xlsx(slug: FromPath[str]) -> Response[Any]:
    """Hand out every answer, the points and the figures as a workbook."""
    answered = await answered_of(slug)
    held = await workbook_file(adoption.sheets(answered))
    return file_stream(held, media_type=XLSX, file_name=f"{answered.name}.xlsx")


@get("/consultations/{slug:str}/result.docx", opt=PUBLIC, include_in_schema=False)
async def result_docx(slug: FromPath[str]) -> Response[Any]:
    """Hand out the adoption table as offices print it."""
    answered = await answered_of(slug)
    named = {"Content-Disposition": content_disposition(f"{answered.name}.docx")}
    return public_bytes(await adoption.words(answered), DOCX, named)


@get("/consultations/{slug:str}/result.json", opt=PUBLIC, include_in_schema=False)
async def result_json(slug: FromPath[str]) -> Response[Any]:
    """Hand out the whole result as data, with the fields of the API."""
    answered = await answered_of(slug)
    parts = adoption.json_parts(answered)
    return await streamed_answer(parts, media_type=JSON, file_name=f"{answered.name}.json")


@get("/consultations/{slug:str}/opinions.csv", opt=PUBLIC, include_in_schema=False)
async def opinions_csv(slug: FromPath[str]) -> Response[Any]:
    """Hand out every published opinion, however many, as they are read."""
    shown = await load(slug)
    parts = csv_parts(opinions.COLUMNS, opinions.rows_of(shown.subject_id))
    return await streamed_answer(parts, media_type=CSV, file_name=f"{shown.title}公开的意见.csv")


@get("/consultations/{slug:str}/opinions.xlsx", opt=PUBLIC, include_in_schema=False)
async def opinions_xlsx(slug: FromPath[str]) -> Response[Any]:
    """Hand out every published opinion as a workbook."""
    shown = await load(slug)
    rows = opinions.rows_of(shown.subject_id)
    table = StreamedTable(opinions.TITLE, opinions.COLUMNS, rows, is_counted=True)
    held = await workbook_file([table])
    return file_stream(held, media_type=XLSX, file_name=f"{shown.title}公开的意见.xlsx")


@get("/consultations/feed.xml", opt=PUBLIC, include_in_schema=False)
async def consultation_feed(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Hand out what was lately opened, extended and answered, as an Atom feed."""
    entries = await list_news()
    return public_bytes(feed.atom(entries, origin_of(request)), feed.MEDIA_TYPE)


async def answered_of(slug: str) -> Answered:
    """Return a published result with its answers as they come; raise NotFound before that."""
    shown = await load_answered(slug)
    report = await get_report(shown.subject_id)
    return Answered(shown, report, stream_answers(shown.subject_id))


ROUTES = [
    result_xlsx,
    result_docx,
    result_json,
    opinions_csv,
    opinions_xlsx,
    consultation_feed,
]
