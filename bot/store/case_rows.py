"""Between rows of the case tables and the domain's cases."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from bot.dialogue.turn import SessionKey
from bot.intake.case import Case, Request, Status
from bot.store.vault import Vault
from knowledge.persian import fold

MOBILE = "mobile"  # the field by which a case can be found although it is sealed


def personal_columns(personal: Mapping[str, str], vault: Vault) -> dict[str, str | None]:
    """What is stored of these answers: all of them sealed, and the mark of the mobile."""
    mobile = personal.get(MOBILE)
    return {
        "personal": vault.seal(json.dumps(dict(personal), ensure_ascii=False)) if personal else "",
        "mobile_mark": vault.mark(mobile) if mobile else None,
    }


def request_columns(request: Request, vault: Vault) -> dict[str, Any]:
    """The columns that a request fills."""
    place = request.answers.get("place")
    province, city = (place.get("province"), place.get("city")) if isinstance(place, dict) else (None, None)
    return {
        "form": request.form,
        "form_version": request.form_version,
        "answers": dict(request.answers),
        "kind": request.text("kind"),
        "firm_key": firm_key(request.text("firm")),
        "sector": request.text("sector"),
        "province": province,
        "city": city,
        "staff": request.text("staff"),
        "consent_version": request.consent_version,
        "search": request.search,
        "assessment": request.assessment,
    } | personal_columns(request.personal, vault)


def firm_key(firm: str | None) -> str | None:
    """The name without what makes the same name look different."""
    return "".join(c for c in fold(firm) if c.isalnum()) or None if firm else None


def to_case(row: Row[Any], vault: Vault | None) -> Case:
    """The case; without a vault its personal answers stay away."""
    personal = json.loads(vault.open(row.personal)) if vault is not None and row.personal else {}
    return Case(
        row.id,
        row.code,
        SessionKey(row.channel, row.person) if row.person is not None else None,
        Request(
            row.form,
            row.form_version,
            row.answers,
            personal,
            row.consent_version,
            row.search,
            row.assessment,
        ),
        Status(row.status),
        row.assignee,
        row.referral,
        row.consented_at,
        row.created_at,
        row.updated_at,
    )
