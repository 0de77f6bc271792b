"""The assistant's own sentences in English, for people who choose it; the keys are the Persian ones.

What comes out of the documents is not translated, nor is what assessments and requests ask.
"""

from collections.abc import Callable

from bot.dialogue import texts

SENTENCES: dict[str, str] = {
    texts.EMPTY: "Your message was empty. Please write your question about business clusters.",
    texts.NO_WORDS: "I read written messages. Please put your question into a few words.",
    texts.HELLO: """Hello! I am Khoosheyar; I answer questions about business clusters from policy documents.

• Ask for definitions, steps, challenges, proposals and figures of the cluster programme.
• Every sentence carries the number of its source; the button “Sources” shows the words of the document.
• With /assess you see how ready your firm or cluster is for working as one (in Persian).
• With /intake you send a request to the experts and follow it (in Persian).
• If the documents hold no answer, I say so and make nothing up.

Answers come in Persian, the language of the documents. Write your question or begin with one of these:""",
    texts.EXAMPLES[0]: "What is a business cluster?",
    texts.EXAMPLES[1]: "What are the challenges of cluster development?",
    texts.EXAMPLES[2]: "What are the steps of cluster development?",
    texts.ASK_BUTTON: "Question",
    texts.ASK_HERE: "Go ahead: write your question, or press one of these examples:",
    texts.HELP_BUTTON: "Help",
    texts.TABLE_BUTTON: "Table (Excel)",
    texts.TABLE_READY: "The table of this answer is ready; beside each line stand its document and place.",
    texts.NO_TABLE: "I found no answer to make a table of. Ask for a list first.",
    texts.HELP: """Write your question as you would say it, in Persian or in English.

• Ask for a whole list: “all challenges of cluster development”
• Compare: “compare the two documents on export”
• Follow up on your last question: “and for export?”
• A long list comes in pages; the button “More” or the word “more” brings the rest.
• Get a list as a spreadsheet: the button “Table” or the word “table”
• Tell me with 👍 and 👎 under an answer whether it was of use.
• If you edit your message, I answer it again.

Self-assessment of a firm or a cluster: /assess begin, /result its result
Requests to the experts: /intake send one, /status how it stands
Commands: /start begin, /sources sources of the last answer, /cancel drop what is unfinished, /help this help
Language of buttons and help: /lang
What I hold about you: /mydata get it, /forget erase it""",
    texts.UNKNOWN_COMMAND: "I do not know this command. Write your question or press /help.",
    texts.BESIDES: "Perhaps these are of use to you too:",
    texts.SOURCES_BUTTON: "Sources",
    texts.SOURCES_SHOWN: "I have sent the sources of this answer; they are further down.",
    texts.NO_SOURCES: "I have not given an answer with sources yet. Please write your question.",
    texts.NOTHING_TO_CANCEL: "Nothing is unfinished. Write your question whenever you like.",
    texts.OLD_BUTTON: "This button leads nowhere any more. Begin with one of these or write your question:",
    texts.ONLY_TEXT: "I read written messages only, no voice, pictures, stickers or files. "
    "Please put your question into a few words.",
    texts.ASK_ME: "Yes? Please write your question about business clusters beside my name.",
    texts.TROUBLE: "Something went wrong with this message. Please ask again in a few minutes.",
    texts.SMALL_TALK["greeting"]: "Hello and welcome! I am Khoosheyar; write your question about business "
    "clusters and I answer from the documents.",
    texts.SMALL_TALK["thanks"]: "You are welcome; I am here whenever you have another question.",
    texts.SMALL_TALK["farewell"]: "Goodbye and good luck! I am here whenever you have a question.",
    texts.SMALL_TALK["identity"]: "I am Khoosheyar, a robot that answers from the policy documents on "
    "business clusters. Every answer has its source, and I make nothing up.",
    texts.SMALL_TALK["help"]: "Write your question about business clusters as you would say it; I answer "
    "from the documents and give the source. For example: “What is a cluster?”, “all challenges of "
    "cluster development” or “What are the steps of cluster development?”",
    texts.SMALL_TALK["person"]: "I am a robot and answer from the documents only. To talk to an expert "
    "make a request, and they will call you; it takes a few minutes.",
    texts.SMALL_TALK["reword"]: "I bring the very words of the documents so that nothing is lost or added, "
    "and cannot say them otherwise. For a shorter answer tell me how many, as in “the first three "
    "challenges”, or which word or part is unclear and I look that up.",
    texts.SMALL_TALK["privacy"]: "Conversations, opinions and requests are kept here; a request reaches its "
    "expert, and the staff of this system read the questions to make the answers better. “/mydata” gives you "
    "all of it, “/forget” erases it.",
    texts.SMALL_TALK[
        "price"
    ]: "I take no money for answering. What the experts' work costs I do not know; ask "
    "them after making a request.",
    texts.SMALL_TALK["nothing"]: "All right; I am here whenever you have a question.",
    texts.SMALL_TALK[
        "telling"
    ]: "Thank you for telling me about your work. What would you like to know about "
    "clusters? Write it, or begin with one of these:",
    texts.TO_TELLERS[0]: "What use is a cluster to me?",
    texts.TO_TELLERS[1]: "Where should I begin?",
    texts.SMALL_TALK[
        "complaint"
    ]: "You are right, and I am sorry that it was of no use. Tell me in a word or two "
    "more what you are looking for and I search again; or send a request to the experts.",
    texts.WHAT_WAS_WRONG: "Say what was wrong",
    texts.LEADS["intake"]: "If you ask for yourself, make a request and an expert will call you.",
    texts.LEADS["assess"]: "The self-assessment shows how ready your firm or cluster is, in a few minutes.",
    texts.SMALL_TALK["instruction"]: "I answer from the documents on business clusters only, with their "
    "sources, and cannot change that. If you have a question about clusters, please ask.",
    texts.SMALL_TALK["task"]: "I cannot do this; I only tell what the documents on business clusters say. "
    "Have you a question about clusters?",
    texts.NO_TOPIC: "I did not quite get your question. Please say in a few more words what about clusters "
    "you would like to know.",
    texts.NEAREST_PROPOSED: "The documents tie no proposal to this very point; these lie nearest to it:",
    texts.NONE_PROPOSED: "The documents I have hold no proposal that lies near to this point.",
    texts.NONE_OF_THEM: "Nothing in the answer before is about this.",
    texts.NO_MORE: "I found no more than this in the documents I have.",
    texts.UNDATED: "The document gives no year for what the answer said.",
    texts.NO_SECTION: "The documents I have hold no section with this number.",
    texts.STAND_HERE: "It stands in these places:",
    texts.UNNUMBERED: "Its text gives no numbers of slides or pages.",
    texts.UNPAGED: "The documents I have number no slides or pages. Ask what you want to know about.",
    texts.AT_END: "Nothing follows it in that list.",
    texts.AT_BEGINNING: "Nothing comes before it in that list.",
    texts.NOTHING_FOUND: "The documents I have do not answer this question.",
    texts.MISSING["year"]: "The documents I have say nothing about the time you asked for.",
    texts.MISSING["money"]: "The documents I have do not give the amount.",
    texts.MISSING["number"]: "The documents I have do not give the figure you asked for.",
    texts.MISSING["contact"]: "The documents I have give no address, telephone number or way to apply.",
    texts.MISSING["reason"]: "The documents I have do not give the reason.",
    texts.MISSING["name"]: "The documents I have do not give the name you asked for.",
    texts.MISSING["attribute"]: "The documents I have do not tell what you asked about this subject.",
    texts.MISSING["place"]: "The documents I have say nothing about the place you asked for.",
    texts.MISSING["done"]: "The documents I have only propose it; they do not say that it was done.",
    texts.MISSING["extreme"]: "The documents I have do not rank it.",
    texts.MISSING["ordinal"]: "The documents I have do not hold what you asked for.",
    texts.RATED: "Thank you! Your opinion is kept.",
    texts.RATED_BEFORE: "Your opinion has been kept before.",
    texts.NOTHING_TO_RATE: "I found no answer of mine that this could be about.",
    texts.ASKER_RATES: "This answer is rated by who asked. Ask me yourself and rate the answer you get.",
    texts.WHY: "Thank you for telling. What was not right? Choose one or write a few words.",
    texts.WHY_TITLE: "opinion on the answer",
    texts.WHY_REASONS["wrong"]: "It was wrong",
    texts.WHY_REASONS["partial"]: "It was incomplete",
    texts.WHY_REASONS["beside"]: "It missed my question",
    texts.WHY_REASONS["source"]: "Its source does not fit",
    texts.WHY_REASONS["unclear"]: "It was unclear",
    texts.WHY_OWN_BUTTON: "In my own words",
    texts.WHY_OWN: "Please write in a few words what was not right.",
    texts.WHY_KEPT: "Thank you! Your reason is kept and will be read to make the answers better.",
    texts.WHY_LEFT: "All right; your opinion stays as it is, without a reason.",
    texts.MY_DATA: "Everything I hold about you is in the file with this message: conversations, opinions, "
    "self-assessments, requests and what is unfinished.",
    texts.GET_FILE: "Get the file",
    texts.NO_FILE: "I could not bring this file. Please ask for it again a little later.",
    texts.FORGET: "All your conversations, opinions, self-assessments and unfinished work will be erased for "
    "ever, and your requests withdrawn and made nameless; there is no way back. Are you sure?",
    texts.FORGET_YES: "Yes, erase everything",
    texts.FORGET_NO: "No, keep it",
    texts.FORGOTTEN: "Everything is erased. If you have another question, we begin anew.",
    texts.NOT_FORGOTTEN: "Nothing was erased.",
    texts.SHARE_CONTACT: "📱 Share my number",
    texts.SHARE_HINT: "You can also share your Telegram number with the button below.",
    texts.IN_PRIVATE_ONLY: "I do this in a private chat only, so that others do not see your data.",
    texts.TOO_FAST: "You write a little faster than I can answer. Please wait a moment and send it again.",
    texts.SAVED_AT: "The file is here:",
    texts.MORE_SHOWN: "I have sent the rest; it is further down.",
    "خودارزیابی": "Self-assessment",  # the titles of flows that stand above the dialogue
    "ثبت درخواست": "Make a request",
    texts.FLOW_CANCEL: "Cancel",
    texts.FLOW_BACK: "Back",
    texts.FLOW_SKIP: "Skip",
    texts.FLOW_RESTART: "From the start",
    texts.FLOW_PAUSE: "Go on later",
    texts.FLOW_CANCELLED: "It is put away. Write your question whenever you like.",
    texts.FLOW_LENGTH: "Above each question stand its number and how many there are. If you have no "
    "time now, write “Go on later”; whenever you come back we go on from here.",
    texts.FLOW_DONE_WITH: "This button leads nowhere any more. Please write your question.",
    texts.LANGUAGE_SET: "From now on my buttons, help and notices are in English. Answers stay in Persian, "
    "the language of the documents; so do the self-assessment and the request form.",
}

COMMANDS = {
    "start": "begin",
    "help": "help",
    "sources": "sources of the last answer",
    "assess": "self-assessment of a firm or a cluster",
    "result": "my self-assessment's result",
    "intake": "send a request to the experts",
    "status": "how my requests stand",
    "cancel": "drop what is unfinished",
    "mydata": "get all my data",
    "forget": "erase all my data",
    "lang": "language of buttons and help",
}

# Sentences with something in them: the Persian one, and the English one from what stands there
PHRASES: tuple[tuple[Callable[..., str], Callable[..., str]], ...] = (
    (
        texts.too_long,
        lambda limit: f"Your message is too long. Please ask in less than {limit} characters.",
    ),
    (texts.more, lambda shown, total: f"More ({shown} of {total})"),
    (texts.sources, lambda count: f"Sources ({count})"),
    (texts.begin, lambda title: f"Begin: {title}"),
    (texts.resume, lambda title: f"Go on: {title}"),
    (
        texts.paused,
        lambda title: f"“{title}” stays where it is. Write “resume” whenever you like, days later too.",
    ),
    (texts.go_on, lambda title: f"“{title}” is unfinished from before. Shall we go on?"),
    (
        texts.why_asked,
        lambda title: (
            f"This is a question of “{title}” and serves nothing else. Those with “Skip” may be left "
            "out, and “Cancel” puts all of it aside."
        ),
    ),
    (
        texts.drop,
        lambda title: (
            f"Nothing is erased yet; another “Cancel” erases what you have said in “{title}”. "
            "Shall we go back to it?"
        ),
    ),
    (texts.proposed, lambda theme: f"What is proposed for: {theme}"),
    (texts.told_of, lambda matter: f"What is said of {matter}?"),
    (texts.no_such_line, lambda title: f"“{title}” has no line of that number."),
    (texts.has_only, lambda title, number: f"“{title}” has {number} lines, and none of that number."),
    (texts.nearest, lambda titles: f"The nearest thing that I have: {titles}"),
)
