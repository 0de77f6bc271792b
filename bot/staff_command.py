"""python -m bot staff: the first account, and help when nobody can get in any more."""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.bootstrap import StartFailed, build_engine, read_form
from bot.settings import Settings
from bot.staff.accounts import Account, NameTaken, NameUnusable, Role, clean_name
from bot.staff.audit import Action, Entry
from bot.staff.passwords import PasswordWeak, hash_password
from bot.store.accounts import SqlAccounts
from bot.store.audit import SqlAudit
from knowledge.persian import fold

WHO = "خط فرمان"  # in the audit


def add(settings: Settings, options: argparse.Namespace) -> int:
    """A new account."""
    role, provinces = Role(options.role), _provinces(settings, options.province)
    if (role is Role.EXPERT) != bool(provinces):
        raise StartFailed("An expert needs at least one --province; the other roles have none")
    engine = build_engine(settings)
    try:
        name = clean_name(options.name)
        if SqlAccounts(engine).find(name) is not None:
            raise NameTaken(name)
        account = SqlAccounts(engine).add(name, role, provinces, _new_password(name), datetime.now(UTC))
    except NameTaken as error:
        raise StartFailed(f"There is an account of the name {options.name} already") from error
    except NameUnusable as error:
        raise StartFailed(f"The name cannot be used: {error}") from error
    detail = {"role": role.value} | ({"provinces": "، ".join(sorted(provinces))} if provinces else {})
    SqlAudit(engine).add(Entry(datetime.now(UTC), None, WHO, Action.ACCOUNT_ADDED, account.name, detail))
    print(f"{account.name} can log in at /staff now.")
    return 0


def list_all(settings: Settings, options: argparse.Namespace) -> int:
    """All accounts, a line each."""
    for account in SqlAccounts(build_engine(settings)).all():
        state = "active" if account.active else "disabled"
        print(f"{account.name} | {account.role} | {', '.join(sorted(account.provinces)) or 'all'} | {state}")
    return 0


def set_password(settings: Settings, options: argparse.Namespace) -> int:
    """A new password."""
    return _change(
        settings,
        options.name,
        Action.PASSWORD_SET,
        lambda accounts, account: accounts.set_password(account.id, _new_password(account.name)),
    )


def disable(settings: Settings, options: argparse.Namespace) -> int:
    """Closes an account."""
    return _switch(settings, options.name, Action.ACCOUNT_DISABLED, active=False)


def enable(settings: Settings, options: argparse.Namespace) -> int:
    """Opens it again."""
    return _switch(settings, options.name, Action.ACCOUNT_ENABLED, active=True)


def _switch(settings: Settings, name: str, action: Action, active: bool) -> int:
    return _change(settings, name, action, lambda accounts, account: accounts.set_active(account.id, active))


def _change(
    settings: Settings, name: str, action: Action, change: Callable[[SqlAccounts, Account], None]
) -> int:
    engine = build_engine(settings)
    found = SqlAccounts(engine).find(name)
    if found is None:
        raise StartFailed(f"There is no account of the name {name}")
    change(SqlAccounts(engine), found.account)
    SqlAudit(engine).add(Entry(datetime.now(UTC), None, WHO, action, found.account.name))
    print(f"{found.account.name}: done.")
    return 0


def _new_password(name: str) -> str:
    """The hash of a password that is typed twice, or is the first line of a pipe; raises StartFailed."""
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise StartFailed("The two passwords differ; nothing was changed")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        return hash_password(password, name)
    except PasswordWeak as error:
        raise StartFailed(f"The password cannot be used: {error}") from error


def _provinces(settings: Settings, names: Sequence[str]) -> frozenset[str]:
    """Codes of these provinces; raises StartFailed for an unknown one."""
    known: Mapping[str, str] = {
        key: place.id for place in read_form(settings).places.provinces for key in (place.id, *place.names)
    }
    found = {name: known.get(name) or known.get(fold(name)) for name in names}
    for name, code in found.items():
        if code is None:
            raise StartFailed(f"There is no province of the name {name}")
    return frozenset(code for code in found.values() if code)


ACTIONS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "add": add,
    "list": list_all,
    "passwd": set_password,
    "disable": disable,
    "enable": enable,
}
