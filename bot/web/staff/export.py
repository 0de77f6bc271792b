"""The list of cases as a file."""

from collections.abc import Iterator
from datetime import UTC, datetime

from fastapi import HTTPException
from fastapi.responses import StreamingResponse

from bot.dialogue.answer_table import XLSX
from bot.dialogue.calendar import jalali
from bot.staff.audit import Action
from bot.staff.export import Cell, Column, columns, rows, write_csv, write_xlsx
from bot.web.staff import texts
from bot.web.staff.filters import Filters, Wanted
from bot.web.staff.pages import Call, In


def csv_file(call: In, wanted: Filters) -> StreamingResponse:
    table, lines = _table(call, wanted, "csv")
    return _file(write_csv(table, lines), "text/csv; charset=utf-8", "csv")


def xlsx_file(call: In, wanted: Filters) -> StreamingResponse:
    table, lines = _table(call, wanted, "xlsx")
    return _file(write_xlsx(texts.EXPORT_SHEET, table, lines), XLSX, "xlsx")


def _table(call: Call, wanted: Wanted, form: str) -> tuple[list[Column], Iterator[list[Cell]]]:
    """Columns that this visitor may have, and the rows; the audit says that they were given."""
    if wanted.errors:
        raise HTTPException(422)
    desk, visit = call.desk, call.visit
    table = [
        column
        for column in columns(desk.labels, texts.EXPORT_TITLES, texts.STATUS)
        if not (visit.blind and column.personal)
    ]
    call.note(Action.EXPORTED, "", {"format": form, "count": desk.cases.count(visit, wanted.filter)})
    return table, rows(desk.cases.every(visit, wanted.filter), table, desk.assessment)


def _file(content: Iterator[bytes], kind: str, ending: str) -> StreamingResponse:
    name = f"{texts.EXPORT_FILE}-{jalali(datetime.now(UTC)).strftime('%Y%m%d')}.{ending}"
    return StreamingResponse(
        content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
    )
