// Shows /openapi.json and lets each operation be tried; everything comes from this server.

const spec = await (await fetch("/openapi.json")).json();

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const named = (reference) => reference.split("/").at(-1);

/** A schema as a short type, as in "Answer", "string | null" or "Block[]". */
function type(schema) {
  if (!schema) return "any";
  if (schema.$ref) return named(schema.$ref);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(type).join(" | ");
  return schema.type === "array" ? `${type(schema.items)}[]` : schema.type ?? "any";
}

/** A value of this schema to start from. */
function example(schema) {
  if (schema.$ref) return example(spec.components.schemas[named(schema.$ref)]);
  if (schema.examples) return schema.examples[0];
  if (schema.anyOf) return null;
  if (schema.type === "object")
    return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, example(part)]));
  return { string: "…", integer: 0, number: 0, boolean: false, array: [] }[schema.type] ?? null;
}

function operationBox(path, method, operation) {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  const inputs = parameters.map((parameter) => [parameter.name, make("input", { placeholder: parameter.description ?? "" })]);
  const body = operation.requestBody?.content["application/json"].schema;
  const editor = body && make("textarea", { value: JSON.stringify(example(body), null, 2), dir: "auto" });
  editor?.setAttribute("aria-label", "request body");
  const output = make("pre", { hidden: true, dir: "auto" });
  const button = make("button", { type: "button" }, "Try it");
  button.addEventListener("click", async () => {
    const query = new URLSearchParams(inputs.map(([name, input]) => [name, input.value]).filter(([, value]) => value));
    const options = editor ? { method, headers: { "content-type": "application/json" }, body: editor.value } : { method };
    const response = await fetch(query.size ? `${path}?${query}` : path, options);
    output.hidden = false;
    output.textContent = `${response.status}\n${JSON.stringify(await response.json(), null, 2)}`;
  });
  const answers = Object.entries(operation.responses).map(([status, response]) =>
    make("tr", {}, make("td", {}, status), make("td", {}, type(response.content?.["application/json"]?.schema)), make("td", {}, response.description)),
  );
  return make(
    "details",
    {},
    make("summary", {}, make("b", {}, method.toUpperCase()), make("code", {}, path)),
    make("p", {}, operation.description ?? ""),
    ...inputs.map(([name, input]) => make("label", {}, name, input)),
    ...(editor ? [make("p", {}, `Body: ${type(body)}`), editor] : []),
    make("p", {}, button),
    output,
    make("table", {}, ...answers),
  );
}

function shapeBox([name, schema]) {
  const rows = Object.entries(schema.properties ?? {}).map(([field, part]) =>
    make("tr", {}, make("td", {}, make("code", {}, field)), make("td", {}, type(part)), make("td", {}, part.description ?? "")),
  );
  const heading = make("summary", {}, make("code", {}, name), schema.enum ? ` ${type(schema)}` : "");
  return make("details", {}, heading, make("table", {}, ...rows));
}

document.getElementById("about").textContent = spec.info.description;
for (const [path, methods] of Object.entries(spec.paths))
  for (const [method, operation] of Object.entries(methods))
    document.getElementById("operations").append(operationBox(path, method, operation));
document.getElementById("shapes").append(...Object.entries(spec.components.schemas).map(shapeBox));
