"""THE table of the staff desk: every route, and how far each role gets on it.

NO: closed; OWN: only the account's provinces; ALL: everything; BLIND: everything without personal data.
Nobody gets anywhere without a login (pages) or a token (/api/), except to the login page itself.
"""

from bot.staff.accounts import Role
from bot.staff.rights import Reach
from bot.web.staff import api, cases, export, knowledge, overview, people, questions, review
from bot.web.staff.guard import Rule
from bot.web.staff.login import log_out

NO, OWN, ALL, BLIND = Reach.NONE, Reach.OWN, Reach.ALL, Reach.BLIND

RULES: tuple[Rule, ...] = (
    #                                                                       expert manager auditor
    Rule("GET", "/staff/", overview.show_overview, OWN, ALL, BLIND),
    Rule("GET", "/staff/cases", cases.show_cases, OWN, ALL, BLIND),
    Rule("POST", "/staff/cases/assign", cases.assign_cases, OWN, ALL, NO),
    Rule("GET", "/staff/cases/{code}", cases.show_case, OWN, ALL, BLIND),
    Rule("POST", "/staff/cases/{code}/status", cases.set_status, OWN, ALL, NO),
    Rule("POST", "/staff/cases/{code}/assign", cases.assign_case, OWN, ALL, NO),
    Rule("POST", "/staff/cases/{code}/refer", cases.refer_case, OWN, ALL, NO),
    Rule("POST", "/staff/cases/{code}/note", cases.note_case, OWN, ALL, NO),
    Rule("POST", "/staff/cases/{code}/code", cases.give_code, OWN, ALL, NO),
    Rule("GET", "/staff/export.csv", export.csv_file, NO, ALL, BLIND),
    Rule("GET", "/staff/export.xlsx", export.xlsx_file, NO, ALL, BLIND),
    Rule("GET", "/api/staff/cases", api.list_cases, OWN, ALL, BLIND),
    Rule("GET", "/api/staff/cases/{code}", api.show_case, OWN, ALL, BLIND),
    Rule("GET", "/staff/questions", questions.show_questions, ALL, ALL, BLIND),
    Rule("GET", "/staff/questions/{question_id:int}", questions.show_question, ALL, ALL, BLIND),
    Rule("POST", "/staff/questions/{question_id:int}/case", questions.mark_question, ALL, ALL, NO),
    Rule("POST", "/staff/questions/{question_id:int}/expected", questions.expect_answer, ALL, ALL, NO),
    Rule("POST", "/staff/questions/{question_id:int}/answer", questions.approve_answer, ALL, ALL, NO),
    Rule("GET", "/staff/gaps", questions.show_lacks, ALL, ALL, BLIND),
    Rule("GET", "/staff/answers", questions.show_answers, ALL, ALL, BLIND),
    Rule("POST", "/staff/answers/{answer_id:int}/withdraw", questions.withdraw_answer, ALL, ALL, NO),
    Rule("GET", "/staff/knowledge", knowledge.show_documents, ALL, ALL, BLIND),
    Rule("GET", "/staff/knowledge/items", knowledge.show_items, ALL, ALL, BLIND),
    Rule("GET", "/staff/knowledge/{document_id}", knowledge.show_document, ALL, ALL, BLIND),
    Rule("GET", "/staff/knowledge/{document_id}/report", knowledge.show_report, ALL, ALL, BLIND),
    Rule("GET", "/staff/knowledge/{document_id}/review", review.show_review, ALL, ALL, BLIND),
    Rule("POST", "/staff/knowledge/{document_id}/review", review.decide, ALL, ALL, NO),
    Rule("GET", "/staff/me", people.show_me, ALL, ALL, ALL),
    Rule("POST", "/staff/me/password", people.change_my_password, ALL, ALL, ALL),
    Rule("POST", "/staff/me/tokens", people.make_token, ALL, ALL, ALL),
    Rule("POST", "/staff/me/tokens/{token_id:int}/end", people.end_token, ALL, ALL, ALL),
    Rule("POST", "/staff/logout", log_out, ALL, ALL, ALL),
    Rule("GET", "/staff/accounts", people.show_accounts, NO, ALL, BLIND),
    Rule("POST", "/staff/accounts", people.add_account, NO, ALL, NO),
    Rule("GET", "/staff/accounts/{account_id:int}", people.show_account, NO, ALL, NO),
    Rule("POST", "/staff/accounts/{account_id:int}", people.change_account, NO, ALL, NO),
    Rule("POST", "/staff/accounts/{account_id:int}/password", people.set_account_password, NO, ALL, NO),
    Rule("POST", "/staff/accounts/{account_id:int}/active", people.switch_account, NO, ALL, NO),
    Rule("GET", "/staff/audit", people.show_audit, NO, ALL, BLIND),
)


def may_open(role: Role, path: str) -> bool:
    """Whether this role gets anything at all on the page of this path."""
    rule = next((rule for rule in RULES if rule.method == "GET" and rule.path == path), None)
    return rule is not None and rule.reach(role) is not Reach.NONE
