// What is typed into <form data-draft="name"> survives a closed page or a lost connection, in this
// tab only (sessionStorage): phones are shared. Never kept: passwords, files, hidden fields, and
// fields marked data-private (identity numbers, case notes).

const PREFIX = "draft:";
const SENT = "draft-sent";

const keyOf = (form) => `${PREFIX}${location.pathname}:${form.dataset.draft}`;

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && field.matches("input, select, textarea") && !field.matches("[type=password], [type=file], [type=hidden], [type=submit], [data-private]"),
  );
}

function read(form) {
  return fieldsOf(form)
    .map((field) => {
      if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
      if (field.multiple) return [field.name, [...field.selectedOptions].map((option) => option.value), null];
      return [field.name, field.value, null];
    });
}

function fill(form, draft) {
  const waiting = [...draft];
  let changed = false;
  for (const field of fieldsOf(form)) {
    const toggles = field.type === "checkbox" || field.type === "radio";
    const index = waiting.findIndex(([name, value]) => name === field.name && (!toggles || value === field.value));
    if (index < 0) continue;
    const [, value, checked] = waiting.splice(index, 1)[0];
    if (toggles) {
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (Array.isArray(value)) {
      for (const option of field.options) option.selected = value.includes(option.value);
    } else {
      changed ||= field.value !== value;
      field.value = value;
    }
  }
  return changed;
}

function note(form, texts, key) {
  const line = document.createElement("p");
  const clear = document.createElement("button");
  line.className = "alert is-info draft-note";
  line.setAttribute("role", "status");
  clear.type = "button";
  clear.className = "btn btn-quiet btn-small";
  clear.textContent = texts.draftClear;
  clear.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    line.remove();
  });
  const words = document.createElement("span");
  words.textContent = texts.draftBack;
  line.append(words, clear);
  form.prepend(line);
}

// A form that was sent and answered by a fresh page is saved: its draft goes.
function dropSent() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  const how = performance.getEntriesByType("navigation")[0]?.type;
  if (how === "back_forward" || how === "reload") return;
  sessionStorage.removeItem(SENT);
  if (!document.querySelector(".error-summary")) sessionStorage.removeItem(sent);
}

export function keepDrafts(texts) {
  try {
    dropSent();
    for (const form of document.querySelectorAll("form[data-draft]")) {
      const key = keyOf(form);
      const stored = sessionStorage.getItem(key);
      const refused = document.querySelector(".error-summary") !== null; // the server already gave everything back
      if (stored && !refused && fill(form, JSON.parse(stored))) note(form, texts, key);
      let timer = 0;
      const save = () => sessionStorage.setItem(key, JSON.stringify(read(form)));
      form.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(save, 400);
      });
      form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        clearTimeout(timer);
        save();
        sessionStorage.setItem(SENT, key);
      });
    }
  } catch {
    // No storage (private window, full): typing still works, it is only not kept.
  }
}
