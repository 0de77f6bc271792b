// The chat page: sends turns, shows replies by their blocks, and never sends one turn twice by accident.

const { texts, examples, offers, maxQuestion, tooLong } = JSON.parse(document.getElementById("data").textContent);
const TIMEOUT_MS = 45_000;
const PENDING = "pending-turn"; // the turn that has no reply yet, kept over a reload

const find = (id) => document.getElementById(id);
const log = find("log");
const welcome = find("welcome");
const question = find("question");
const sheet = find("sheet");
let waiting = false;

const own = document.documentElement; // its language is the one that the person has chosen
const persian = (number) =>
  own.lang === "fa" ? String(number).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]) : String(number);

/** Right to left on a Persian page wherever any Persian is written: «BDS چیست؟» is Persian though it begins in Latin. */
const directionOf = (text) => (own.dir === "rtl" && /\p{Script=Arabic}/u.test(text) ? "rtl" : "auto");

/** An element with its properties and children; text always goes in as text, never as HTML. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Replies

const items = (tag, lines, properties) =>
  make(tag, { ...properties, dir: directionOf(lines.map(([text]) => text).join()) }, ...lines.map((line) => make("li", {}, ...line)));

const BLOCKS = {
  paragraph: (lines) => {
    const paragraphs = lines.map((line) => make("p", { dir: directionOf(line[0]), className: line.tone }, ...line));
    return lines.length > 1 ? [make("div", { className: "lines" }, ...paragraphs)] : paragraphs;
  },
  bullets: (lines) => [items("ul", lines, { className: "bullets" })],
  steps: (lines, start) => {
    const list = items("ol", lines, { className: "steps", start });
    list.style.counterReset = `step ${start - 1}`; // the numbers people see are the style sheet's
    return [list];
  },
};

/** The card of an answer; with its turn's id it can be rated, if it is one to the documents. */
function replyCard(answer, turnId = null, verdict = null) {
  const line = ({ text, citation, mark, tone }) => {
    const shown = mark && citation !== null;
    return Object.assign(shown ? [text, "\u2060", markOf(citation, answer.citations[citation])] : [text], { tone });
  };
  const card = make("article", { className: `reply ${answer.outcome}` });
  card.append(speaker(texts.assistant));
  for (const block of answer.blocks) card.append(...BLOCKS[block.kind](block.lines.map(line), block.start));
  if (answer.citations.length) card.append(sourceList(answer.citations));
  for (const file of answer.files) card.append(file.picture ? picture(file) : download(file));
  if (answer.choices.length) {
    if (answer.outcome === "abstention") card.append(make("p", { className: "chips-label" }, texts.suggestions));
    const leads = ({ data }) => data.startsWith(WAYS);
    card.append(...[answer.choices.filter((one) => !leads(one)), answer.choices.filter(leads)].map(chipList));
  }
  if (turnId && RATEABLE.includes(answer.outcome)) card.append(ratingBar(turnId, verdict));
  return card;
}

// Files

const download = ({ href, text }) => make("a", { className: "chip file", href, download: "" }, text);

/** The picture, which a press saves; its words stand in its place where it cannot be had. */
function picture({ href, text }) {
  const image = make("img", { src: href, alt: text, loading: "lazy" });
  const link = make("a", { className: "picture", href, download: "" }, image);
  image.addEventListener("error", () => link.replaceWith(make("p", { className: "picture-words" }, text)));
  return link;
}

// Ratings

const RATEABLE = ["answer", "abstention"];
const THUMB =
  "M4 10.5h3.5V19H4zM7.5 10.5 11 4c1.6 0 2.5 1.1 2.2 2.6l-.6 2.9h5.3c1.3 0 2.2 1.2 1.9 2.4l-1.4 5.6c-.2.9-1 1.5-1.9 1.5h-9";

function ratingBar(turnId, verdict) {
  const note = make("span", { className: "rating-note" });
  note.setAttribute("role", "status");
  const labels = { up: texts.rate_up, down: texts.rate_down };
  const thumbs = Object.entries(labels).map(([name, title]) => {
    const thumb = make("button", { type: "button", className: `thumb ${name}`, title }, drawing(THUMB));
    thumb.setAttribute("aria-label", thumb.title);
    thumb.setAttribute("aria-pressed", String(name === verdict));
    thumb.addEventListener("click", () => rate(`:rate:${name}:${turnId}`, thumb, thumbs, note));
    return thumb;
  });
  const bar = make("div", { className: "rating" }, ...thumbs, note);
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", texts.rate);
  return bar;
}

/** A line drawing of 24 by 24: an emoji would need a font that not every device has. */
function drawing(path) {
  const svg = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const image = svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": true });
  image.append(svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linejoin": "round" }));
  return image;
}

async function rate(choice, pressed, thumbs, note) {
  if (waiting) return;
  setWaiting(true);
  const { answer, sentence } = await post({ text: pressed.title, turn_id: newId(), choice });
  setWaiting(false);
  note.textContent = answer?.choices.length ? "" : (answer?.text ?? sentence);
  if (!answer) return;
  for (const thumb of thumbs) thumb.setAttribute("aria-pressed", String(thumb === pressed));
  if (!answer.choices.length) return;
  const bubble = showMine(pressed.title);
  log.append(fresh(replyCard(answer)));
  bubble.scrollIntoView({ block: "start" });
}

const speaker = (name) => make("span", { className: "hidden" }, `${name}: `);

function markOf(index, citation) {
  const number = persian(index + 1);
  const button = make("button", { type: "button", className: "mark" }, `[${number}]`);
  button.setAttribute("aria-label", `${texts.source} ${number}: ${citation.title}`);
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => openQuote(number, citation));
  return button;
}

function sourceList(citations) {
  const rows = citations.map((citation, index) => {
    const number = persian(index + 1);
    const button = make(
      "button",
      { type: "button" },
      make("span", { className: "badge" }, number),
      make("span", {}, make("b", {}, citation.title), make("br"), citation.locator),
    );
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => openQuote(number, citation));
    return make("li", {}, button);
  });
  const list = make(
    "details",
    { className: "sources" },
    make("summary", {}, `${texts.sources} (${persian(citations.length)})`),
    make("ol", {}, ...rows),
  );
  list.addEventListener("toggle", () => list.open && list.scrollIntoView({ block: "nearest" }));
  return list;
}

function openQuote(number, citation) {
  find("sheet-number").textContent = number;
  find("sheet-title").textContent = citation.title;
  find("sheet-locator").textContent = citation.locator;
  Object.assign(find("sheet-quote"), { textContent: citation.quote, dir: directionOf(citation.quote) });
  find("sheet-source").textContent = citation.source;
  sheet.showModal();
}

find("sheet-close").addEventListener("click", () => sheet.close());
sheet.addEventListener("click", (event) => event.target === sheet && sheet.close()); // a tap beside it

const WAYS = ":flow:"; // data of buttons that lead through a form and answer nothing

/** A row of buttons; "" without any. */
const chipList = (choices) =>
  choices.length ? make("ul", { className: "chips" }, ...choices.map(({ label, data }) => make("li", {}, chip(label, data)))) : "";

function chip(label, data = null) {
  const quiet = data?.startsWith(WAYS) ? " quiet" : "";
  const button = make("button", { type: "button", className: `chip${quiet}`, dir: directionOf(label) }, label);
  button.addEventListener("click", () => ask(label, data));
  return button;
}

// Turns

function ask(text, choice = null) {
  if (waiting || !text.trim()) return;
  const turn = { text: text.trim(), turn_id: newId(), choice };
  keepPending(turn);
  const bubble = showMine(turn.text);
  send(turn, bubble);
}

async function send(turn, bubble) {
  setWaiting(true);
  const dots = make("div", { className: "reply thinking new" }, make("i"), make("i"), make("i"));
  dots.append(make("span", { className: "hidden" }, texts.thinking));
  log.append(dots);
  bubble.scrollIntoView({ block: "start" });
  const result = await post(turn);
  dots.remove();
  setWaiting(false);
  if (result.answer) {
    keepPending(null);
    if (result.answer.language !== own.lang) return location.reload(); // the page's own words change, too
    if (turn.choice === ":forget:yes") log.replaceChildren(); // what the server has forgotten is not shown either
    retireForms();
    log.append(fresh(replyCard(result.answer, turn.turn_id)));
  } else {
    if (!result.again) keepPending(null);
    log.append(fresh(problemCard(result, turn, bubble)));
  }
  bubble.scrollIntoView({ block: "start" });
}

/** The buttons of a form's earlier questions lead nowhere: only the last one keeps its own. */
function retireForms() {
  for (const chips of log.querySelectorAll(".reply.flow .chips")) chips.remove();
}

/** The server's answer, or why there is none and whether sending the same turn again may help. */
async function post(turn) {
  try {
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(turn),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.json();
    return response.ok ? { answer: body } : { sentence: body.error, again: response.status >= 500 || response.status === 429 };
  } catch (error) {
    return { sentence: error.name === "TimeoutError" ? texts.timeout : texts.offline, again: true };
  }
}

function problemCard({ sentence, again }, turn, bubble) {
  const card = make("div", { className: "reply problem" }, make("p", {}, sentence));
  card.setAttribute("role", "alert");
  if (again) {
    const retry = make("button", { type: "button", className: "chip" }, texts.retry);
    retry.addEventListener("click", () => {
      if (waiting) return;
      card.remove();
      send(turn, bubble); // the same turn_id: the server answers it once
    });
    card.append(make("div", { className: "chips" }, retry));
  }
  return card;
}

function showMine(text) {
  welcome.hidden = true;
  const bubble = make("div", { className: "mine" }, speaker(texts.you), make("p", { dir: directionOf(text) }, text));
  log.append(fresh(bubble));
  return bubble;
}

function fresh(element) {
  element.classList.add("new");
  return element;
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keepPending(turn) {
  try {
    if (turn) localStorage.setItem(PENDING, JSON.stringify(turn));
    else localStorage.removeItem(PENDING);
  } catch {
    // storage is switched off: a reload forgets the unanswered message
  }
}

function keptPending() {
  try {
    return JSON.parse(localStorage.getItem(PENDING));
  } catch {
    return null;
  }
}

/** Shows what was said before, and goes on with a turn whose reply was still missing. */
async function restore() {
  let turns = [];
  try {
    const response = await fetch("/api/history", { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) turns = (await response.json()).turns;
  } catch {
    // offline: the page starts empty, and the next message says so
  }
  log.setAttribute("aria-live", "off"); // old messages are not read out again
  for (const turn of turns) {
    if (turn.text) showMine(turn.text).classList.remove("new"); // without: news that nobody asked for
    retireForms();
    log.append(replyCard(turn.answer, turn.turn_id, turn.verdict));
  }
  const pending = keptPending();
  if (turns.length) (log.lastElementChild.previousElementSibling ?? log.lastElementChild).scrollIntoView({ block: "start", behavior: "instant" });
  log.setAttribute("aria-live", "polite");
  if (pending && turns.some((turn) => turn.turn_id === pending.turn_id)) keepPending(null);
  else if (pending) return send(pending, showMine(pending.text));
  welcome.hidden = turns.length > 0;
}

// Composer

function setWaiting(value) {
  waiting = value;
  log.setAttribute("aria-busy", String(value));
  checkField();
}

function checkField() {
  const length = [...question.value.trim()].length;
  question.dir = question.value ? directionOf(question.value) : own.dir; // an empty "auto" field would show its hint left to right
  find("send").disabled = waiting || length === 0;
  const count = find("count");
  count.classList.toggle("over", length > maxQuestion);
  count.textContent =
    length > maxQuestion ? tooLong : length > maxQuestion * 0.8 ? `${persian(length)} / ${persian(maxQuestion)}` : "";
  if (!CSS.supports("field-sizing", "content")) {
    question.style.height = "auto";
    question.style.height = `${question.scrollHeight}px`;
  }
}

function submit() {
  if (waiting || !question.value.trim()) return;
  const text = question.value;
  question.value = "";
  checkField();
  ask(text);
}

find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
question.addEventListener("input", checkField);
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});

const menu = find("menu");
find("services").append(
  ...[...offers, { label: texts.my_cases, data: null }].map(({ label, data }) => {
    const entry = make("button", { type: "button" }, label);
    entry.addEventListener("click", () => {
      menu.open = false;
      ask(label, data);
    });
    return entry;
  }),
);
for (const [id, text] of [["my-data", texts.my_data], ["forget", texts.forget]])
  find(id).addEventListener("click", () => {
    menu.open = false;
    ask(text);
  });
document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

find("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // the choice lasts as long as the page
  }
});

find("examples").append(
  ...examples.map((text) => make("li", {}, chip(text))),
  ...offers.map(({ label, data }) => make("li", {}, chip(label, data))),
);
checkField();
await restore();
