"""The Bot API methods the double models, each with the checks of the real one."""

import json
import re
import struct
from collections.abc import Callable
from typing import Any

from tests.telegram.cloud import BOT, Cloud, Refusal, bad
from tests.telegram.markup import MarkupError, parse_html

type Fields = dict[str, Any]
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # code points after entity parsing
_LARGEST = {"photo": 10 * 2**20, "document": 50 * 2**20}  # bytes
_ACTIONS = {"typing", "upload_photo", "upload_document", "record_voice", "upload_voice"}


def get_me(cloud: Cloud, fields: Fields) -> Any:
    return BOT


def send_message(cloud: Cloud, fields: Fields) -> Any:
    chat_id = _chat(fields)
    cloud.writable(chat_id)
    content = _text(fields, "text", "entities", TEXT_LIMIT)
    if not content["text"]:
        raise bad("message text is empty")
    return _store(cloud, chat_id, fields, content)


class Upload(bytes):
    """The content of an uploaded file with its name and media type."""

    name: str
    media_type: str

    @classmethod
    def of(cls, field: Any) -> "Upload":
        upload = cls(field.file.read())
        upload.name, upload.media_type = field.filename, field.content_type
        return upload


def _send_file(kind: str) -> Callable[[Cloud, Fields], Any]:
    def send(cloud: Cloud, fields: Fields) -> Any:
        chat_id = _chat(fields)
        cloud.writable(chat_id)
        content = _text(fields, "caption", "caption_entities", CAPTION_LIMIT)
        data = fields.get(kind)
        if isinstance(data, str) and data.startswith("attach://"):
            data = fields.get(data.removeprefix("attach://"))
        about: Fields = {}
        if not isinstance(data, Upload):
            if data not in cloud.files:
                raise bad("wrong file identifier/HTTP URL specified")
            file_id = data
        elif not data:
            raise bad("file must be non-empty")
        else:
            file_id = f"file{len(cloud.files) + 1}"
            if len(data) > _LARGEST[kind]:
                raise Refusal(413, "Request Entity Too Large")
            about = (
                {"file_name": data.name, "mime_type": data.media_type} if kind == "document" else _size(data)
            )
            cloud.files[file_id] = data
        about |= {"file_id": file_id, "file_unique_id": file_id, "file_size": len(cloud.files[file_id])}
        sized = [{"width": 1, "height": 1, **about}] if kind == "photo" else about
        return _store(cloud, chat_id, fields, {kind: sized, **content})

    return send


def _size(photo: bytes) -> Fields:
    """Width and height of a PNG picture, the only one the bot makes; refuses what Telegram cannot show."""
    if photo[:8] != b"\x89PNG\r\n\x1a\n" or photo[12:16] != b"IHDR":
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", photo[16:24])
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def _store(cloud: Cloud, chat_id: int, fields: Fields, content: Fields) -> Any:
    markup = _markup(fields)
    content |= {"reply_markup": markup} if markup else {}
    parameters = _json(fields.get("reply_parameters")) or {}
    if (answered := parameters.get("message_id")) is not None:
        if (original := cloud.messages[chat_id].get(int(answered))) is not None:
            content["reply_to_message"] = {k: v for k, v in original.items() if k != "reply_to_message"}
        elif not parameters.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
    if (thread := fields.get("message_thread_id")) is not None:
        content |= {"message_thread_id": int(thread), "is_topic_message": True}
    cloud.count_send(chat_id)
    sent = cloud.new_message(chat_id, BOT, **content)
    if "keyboard" in (_json(fields.get("reply_markup")) or {}):
        cloud.uneditable.add(sent["message_id"])
    return sent


def edit_message_text(cloud: Cloud, fields: Fields) -> Any:
    content = _text(fields, "text", "entities", TEXT_LIMIT)
    if not content["text"]:
        raise bad("message text is empty")
    return _edit(cloud, fields, content, ("text", "entities", "reply_markup"))


def edit_message_caption(cloud: Cloud, fields: Fields) -> Any:
    content = _text(fields, "caption", "caption_entities", CAPTION_LIMIT)
    message = cloud.messages[_chat(fields)].get(int(fields.get("message_id", 0)), {"caption": ""})
    if "caption" not in message:
        raise bad("there is no caption in the message to edit")
    return _edit(cloud, fields, content, ("caption", "caption_entities", "reply_markup"))


def edit_message_reply_markup(cloud: Cloud, fields: Fields) -> Any:
    return _edit(cloud, fields, {}, ("reply_markup",))


def _edit(cloud: Cloud, fields: Fields, content: Fields, parts: tuple[str, ...]) -> Any:
    chat_id = _chat(fields)
    cloud.writable(chat_id)
    message = cloud.own_message(chat_id, int(fields.get("message_id", 0)), "edit")
    if message["message_id"] in cloud.uneditable:
        raise bad("message can't be edited")  # as every message with a keyboard in place of the letters
    markup = _markup(fields)
    content |= {"reply_markup": markup} if markup else {}
    if all(message.get(part) == content.get(part) for part in parts):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    for part in parts:
        message.pop(part, None)
    message |= content
    return message


def delete_message(cloud: Cloud, fields: Fields) -> Any:
    chat_id = _chat(fields)
    cloud.writable(chat_id)
    message = cloud.own_message(chat_id, int(fields.get("message_id", 0)), "delete")
    if message.get("too_old"):
        raise bad("message can't be deleted for everyone")
    del cloud.messages[chat_id][message["message_id"]]
    return True


def answer_callback_query(cloud: Cloud, fields: Fields) -> Any:
    query = cloud.callbacks.get(str(fields.get("callback_query_id")))
    if query is None or query.get("too_old"):
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(fields.get("text") or "") > 200:
        raise bad("MESSAGE_TOO_LONG")
    cloud.answered_callbacks.append({"query": query, "text": fields.get("text")})
    return True


def send_chat_action(cloud: Cloud, fields: Fields) -> Any:
    cloud.writable(_chat(fields))
    if fields.get("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def set_my_commands(cloud: Cloud, fields: Fields) -> Any:
    commands = _json(fields.get("commands")) or []
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    cloud.commands[_scope(fields)] = commands
    return True


def delete_my_commands(cloud: Cloud, fields: Fields) -> Any:
    cloud.commands.pop(_scope(fields), None)
    return True


def get_my_commands(cloud: Cloud, fields: Fields) -> Any:
    return cloud.commands.get(_scope(fields), [])


def _scope(fields: Fields) -> int:
    """The chat whose menu it is, 0 for everybody's; refuses the scopes that are not modelled."""
    scope = _json(fields.get("scope")) or {"type": "default"}
    if scope["type"] not in ("default", "chat"):
        raise bad("unsupported scope")
    return int(scope.get("chat_id", 0))


def get_file(cloud: Cloud, fields: Fields) -> Any:
    file_id = str(fields.get("file_id"))
    if file_id not in cloud.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    size = len(cloud.files[file_id])
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"files/{file_id}"}


METHODS: dict[str, Callable[[Cloud, Fields], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "senddocument": _send_file("document"),
    "sendphoto": _send_file("photo"),
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
    "getmycommands": get_my_commands,
    "getfile": get_file,
}


def _chat(fields: Fields) -> int:
    try:
        return int(fields["chat_id"])
    except KeyError:
        raise bad("chat_id is empty") from None
    except ValueError:
        raise bad("chat not found") from None


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _text(fields: Fields, name: str, entities_name: str, limit: int) -> Fields:
    text, entities = fields.get(name) or "", _json(fields.get(entities_name)) or []
    mode = (fields.get("parse_mode") or "").lower()
    if mode not in ("", "html"):
        raise bad("unsupported parse_mode")
    if mode == "html":
        try:
            text, entities = parse_html(text)
        except MarkupError as error:
            raise bad(f"can't parse entities: {error}") from None
    text = text.strip(" \n\t\r")
    if len(text) > limit:
        raise bad("message caption is too long" if name == "caption" else "message is too long")
    return {name: text} | ({entities_name: entities} if entities else {})


def _markup(fields: Fields) -> Any:
    markup = _json(fields.get("reply_markup"))
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            if not button.get("text"):
                raise bad("inline keyboard button text is empty")
            if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
                raise bad("BUTTON_DATA_INVALID")
    return markup if markup and markup.get("inline_keyboard") else None
