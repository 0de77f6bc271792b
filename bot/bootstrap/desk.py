"""Builds the staff desk from the database and the intake's form."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Engine

from bot.assessment.instrument import Instrument
from bot.assessment.result import Result, from_record
from bot.dialogue.ports import Search
from bot.intake.form import Form
from bot.staff.casework import Casework
from bot.staff.entry import Door
from bot.staff.lacks import Lacks
from bot.staff.library import Library
from bot.staff.reviewed import Embed, ReviewedAnswers
from bot.staff.tokens import TokenDesk
from bot.store.accounts import SqlAccounts
from bot.store.assessments import SqlAssessments, find_assessment
from bot.store.audit import SqlAudit
from bot.store.casework import SqlCaseStore
from bot.store.counts import SqlCounts
from bot.store.notifying import Notifier
from bot.store.questions import SqlQuestions
from bot.store.tokens import SqlTokens
from bot.store.tries import SqlTries
from bot.store.vault import Vault
from bot.web.staff.desk import Desk, Labels
from bot.web.staff.rules import may_open
from knowledge.document import Document


def open_desk(
    engine: Engine,
    *,
    vault: Vault,
    notifier: Notifier,
    reviewed: ReviewedAnswers,
    search: Search,
    embed: Embed,
    form: Form,
    instruments: Sequence[Instrument],
    documents: Callable[[], Sequence[Document]],
    library: Library,
) -> Desk:
    """The desk over this database; `instruments` are the self-assessments."""
    accounts, audit = SqlAccounts(engine), SqlAudit(engine)

    def assessment(result_id: str | None) -> Result | None:
        record = find_assessment(engine, result_id) if result_id else None
        return from_record(record) if record else None

    return Desk(
        door=Door(accounts, SqlTries(engine), audit),
        accounts=accounts,
        tokens=TokenDesk(SqlTokens(engine), audit),
        audit=audit,
        cases=Casework(SqlCaseStore(engine, vault, notifier), accounts, audit),
        assessment=assessment,
        questions=SqlQuestions(engine),
        lacks=Lacks(SqlQuestions(engine), embed),
        reviewed=reviewed,
        search=search,
        documents=documents,
        library=library,
        counts=SqlCounts(engine),
        instruments=instruments,
        group_scores=SqlAssessments(engine).groups,
        labels=labels_of(form),
        may_open=may_open,
    )


def labels_of(form: Form) -> Labels:
    """What people read for the codes of this form's options, and for its provinces."""
    labels: dict[str, Mapping[str, str]] = {
        field.id: {option.id: option.label for option in field.options}
        for field in form.fields
        if field.options
    }
    return labels | {"province": {place.id: place.name for place in form.places.provinces}}
