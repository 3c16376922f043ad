// Tells a ticket of ours from an invented one without a network (Ed25519, RFC 8032, by WebCrypto),
// and keeps arrivals in this browser until they can be sent. See ltsa/ticket.py for the text.
(() => {
  const facts = JSON.parse(document.getElementById("check-facts").textContent);
  const form = document.getElementById("check");
  const field = document.getElementById("check-code");
  const answer = document.getElementById("check-answer");
  const hereButton = document.getElementById("check-here");
  const waiting = document.getElementById("check-waiting");
  const expected = new Map(facts.visits.map((visit) => [visit.code, visit.at]));
  const KEPT = `arrivals-${facts.office}-${facts.day}`;
  let shown = "";

  // --- the signature -----------------------------------------------------------------------------
  const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

  function base32(text) {
    const bytes = [];
    let bits = 0;
    let value = 0;
    for (const letter of text) {
      const five = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      if (five < 0) return null;
      value = (value << 5) | five;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.push((value >> bits) & 255);
        value &= (1 << bits) - 1;
      }
    }
    return Uint8Array.from(bytes);
  }

  const keys = (async () => {
    if (!globalThis.crypto?.subtle) return null; // only on https, or on this very machine
    try {
      return await Promise.all(facts.keys.map((key) => crypto.subtle.importKey("raw", hex(key), "Ed25519", false, ["verify"])));
    } catch {
      return null; // an older browser
    }
  })();

  // true, false, or null when this browser cannot tell
  async function isGenuine(text, signature) {
    const known = await keys;
    if (!known) return null;
    const bytes = base32(signature);
    if (bytes?.length !== 64) return false;
    const said = new TextEncoder().encode(text);
    for (const key of known) if (await crypto.subtle.verify("Ed25519", key, bytes, said)) return true;
    return false;
  }

  async function judge(text) {
    const parts = text.split(":");
    if (parts.length !== 6 || parts[0] !== "KM1") {
      const code = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
      return { code, word: expected.has(code) ? "listed" : "unlisted", good: expected.has(code) };
    }
    const [, code, office, moment] = parts;
    const genuine = await isGenuine(parts.slice(0, 5).join(":"), parts[5]);
    if (genuine === false) return { code: "", word: "false", good: false };
    if (office.toLowerCase() !== facts.office) return { code, word: "office", good: false };
    if (moment.slice(0, 8) !== facts.day) return { code, word: "day", good: false };
    if (genuine === null) return { code, word: "unable", good: expected.has(code) };
    return { code, word: expected.has(code) ? "good" : "gone", good: expected.has(code) };
  }

  function show({ code, word, good }) {
    shown = code;
    answer.hidden = false;
    answer.className = `alert ${good ? "is-good" : "is-bad"}`;
    document.getElementById("check-words").textContent = answer.dataset[word];
    document.getElementById("check-code-shown").textContent = [code, expected.get(code)].filter(Boolean).join(" · ");
    hereButton.hidden = !good || kept().some((one) => one.code === code);
  }

  // --- arrivals that wait for the network ----------------------------------------------------------
  let memory = [];
  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    } catch {
      return memory;
    }
  }
  function keep(arrivals) {
    memory = arrivals;
    try {
      localStorage.setItem(KEPT, JSON.stringify(arrivals));
    } catch {
      // no storage: they live as long as the page
    }
    waiting.hidden = arrivals.length === 0;
    document.getElementById("check-number").textContent = arrivals.length;
  }

  async function send() {
    const arrivals = kept();
    if (!arrivals.length) return;
    const body = new URLSearchParams({ arrivals: JSON.stringify(arrivals), csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value });
    try {
      const reply = await fetch(waiting.dataset.address, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!reply.ok || reply.redirected) return;
      const { done } = await reply.json();
      keep(kept().filter((one) => !done.includes(one.code)));
    } catch {
      // still no network
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    field.focus();
    if (text) show(await judge(text));
  });
  hereButton.addEventListener("click", () => {
    keep([...kept().filter((one) => one.code !== shown), { code: shown, at: Date.now() }]);
    hereButton.hidden = true;
    send();
  });
  document.getElementById("check-send").addEventListener("click", send);
  addEventListener("online", send);
  setInterval(send, 30_000);
  keep(kept());
  send();
})();
