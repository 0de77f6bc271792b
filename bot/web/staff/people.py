"""Pages about the staff themselves: accounts for the manager, one's own password and tokens, the audit."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Form, HTTPException, Query
from fastapi.responses import Response

from bot.staff.accounts import Account, AccountUnknown, NameTaken, NameUnusable, Role, clean_name
from bot.staff.audit import Action
from bot.staff.passwords import PasswordWeak, digest, hash_password, verify_password
from bot.web.staff import texts
from bot.web.staff.pages import Call, In

ACCOUNTS, ME = "/staff/accounts", "/staff/me"
AUDIT_PAGE = 50
_LONGEST_LABEL = 80

Errors = dict[str, str]  # field to what is wrong with it
Text = Annotated[str, Form()]
Texts = Annotated[list[str], Form(default_factory=list)]


def show_accounts(call: In) -> Response:
    return _accounts(call)


def add_account(
    call: In, provinces: Texts, name: Text = "", role: Text = "", password: Text = ""
) -> Response:
    chosen, errors = _rights(call, role, provinces)
    password_hash = ""
    try:
        name = clean_name(name)
        password_hash = hash_password(password, name)
    except NameUnusable:
        errors["name"] = texts.NAME_UNUSABLE
    except PasswordWeak:
        errors["password"] = texts.PASSWORD_WEAK
    if not errors and chosen is not None:
        try:
            made = call.desk.accounts.add(name, *chosen, password_hash, datetime.now(UTC))
        except NameTaken:
            errors["name"] = texts.NAME_TAKEN
        else:
            call.note(Action.ACCOUNT_ADDED, made.name, _written(*chosen))
            return call.go(ACCOUNTS, "added")
    return _accounts(call, errors, {"name": name, "role": role, "provinces": provinces})


def show_account(call: In, account_id: int) -> Response:
    return _account(call, _known(call, account_id))


def change_account(call: In, account_id: int, provinces: Texts, role: Text = "") -> Response:
    account = _other(call, account_id)
    chosen, errors = _rights(call, role, provinces)
    if chosen is None:
        return _account(call, account, errors, {"role": role, "provinces": provinces})
    call.desk.accounts.set_rights(account.id, *chosen)
    call.note(Action.ACCOUNT_CHANGED, account.name, _written(*chosen))
    return call.go(ACCOUNTS, "changed")


def set_account_password(call: In, account_id: int, password: Text = "") -> Response:
    account = _other(call, account_id)
    try:
        call.desk.accounts.set_password(account.id, hash_password(password, account.name))
    except PasswordWeak:
        return _account(call, account, {"password": texts.PASSWORD_WEAK})
    call.note(Action.PASSWORD_SET, account.name)
    return call.go(ACCOUNTS, "password")


def switch_account(call: In, account_id: int, active: Text = "") -> Response:
    account = _other(call, account_id)
    on = active == "yes"
    call.desk.accounts.set_active(account.id, on)
    call.note(Action.ACCOUNT_ENABLED if on else Action.ACCOUNT_DISABLED, account.name)
    return call.go(ACCOUNTS, "enabled" if on else "disabled")


def show_me(call: In) -> Response:
    return _me(call)


def change_my_password(call: In, old: Text = "", new: Text = "", again: Text = "") -> Response:
    known = call.desk.accounts.find(call.account.name)
    errors: Errors = {}
    if known is None or not verify_password(old, known.password_hash):
        errors["old"] = texts.PASSWORD_WRONG
    elif new != again:
        errors["again"] = texts.PASSWORD_DIFFERENT
    else:
        try:
            password_hash = hash_password(new, call.account.name)
        except PasswordWeak:
            errors["new"] = texts.PASSWORD_WEAK
    if errors:
        return _me(call, errors)
    call.desk.accounts.set_password(call.account.id, password_hash, keep=digest(call.secret))
    call.note(Action.PASSWORD_SET, call.account.name)
    return call.go(ME, "password")


def make_token(call: In, label: Text = "") -> Response:
    label = " ".join(label.split())[:_LONGEST_LABEL]
    if not label:
        return _me(call, {"label": texts.LABEL_MISSING})
    return _me(call, token=call.desk.tokens.make(call.account, label))


def end_token(call: In, token_id: int) -> Response:
    if not call.desk.tokens.end(call.account, token_id):
        raise HTTPException(404)
    return call.go(ME, "token_ended")


def show_audit(
    call: In, before: int | None = None, about: Annotated[str, Query(max_length=80)] = "", action: str = ""
) -> Response:
    wanted = Action(action) if action in set(Action) else None
    found = call.desk.audit.page(AUDIT_PAGE + 1, before, about.strip() or None, wanted)
    entries, more = found[:AUDIT_PAGE], len(found) > AUDIT_PAGE
    filters = {"about": about.strip(), "action": wanted or ""}
    following = {**filters, "before": entries[-1].id} if more else None
    return call.show("audit.html", entries=entries, following=following, filters=filters, before=before)


def _rights(call: Call, role: str, provinces: list[str]) -> tuple[tuple[Role, frozenset[str]] | None, Errors]:
    """Role and provinces as chosen, or what is wrong with them."""
    if role not in set(Role) or not set(provinces) <= set(call.desk.provinces):
        raise HTTPException(422)
    if role != Role.EXPERT:
        return (Role(role), frozenset()), {}
    if not provinces:
        return None, {"provinces": texts.PROVINCE_MISSING}
    return (Role.EXPERT, frozenset(provinces)), {}


def _written(role: Role, provinces: frozenset[str]) -> dict[str, str]:
    return {"role": role.value} | ({"provinces": "، ".join(sorted(provinces))} if provinces else {})


def _known(call: Call, account_id: int) -> Account:
    try:
        return call.desk.accounts.get(account_id)
    except (AccountUnknown, OverflowError) as error:
        raise HTTPException(404) from error


def _other(call: Call, account_id: int) -> Account:
    """An account that is not one's own: nobody locks themselves out."""
    if account_id == call.account.id:
        raise HTTPException(403)
    return _known(call, account_id)


def _accounts(call: Call, errors: Errors | None = None, typed: object = None) -> Response:
    return call.show(
        "accounts.html",
        422 if errors else 200,
        accounts=call.desk.accounts.all(),
        provinces=call.desk.provinces,
        now=datetime.now(UTC),
        errors=errors or {},
        typed=typed or {"name": "", "role": Role.EXPERT, "provinces": []},
    )


def _account(call: Call, shown: Account, errors: Errors | None = None, typed: object = None) -> Response:
    return call.show(
        "account.html",
        422 if errors else 200,
        shown=shown,
        provinces=call.desk.provinces,
        errors=errors or {},
        typed=typed or {"role": shown.role, "provinces": shown.provinces},
    )


def _me(call: Call, errors: Errors | None = None, token: str | None = None) -> Response:
    return call.show(
        "me.html",
        422 if errors else 200,
        tokens=call.desk.tokens.of(call.account),
        now=datetime.now(UTC),
        errors=errors or {},
        made=token,
    )
