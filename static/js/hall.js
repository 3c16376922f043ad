// The screen in the hall, and a visitor's own place in the queue: asks for what has changed, rings
// and speaks when a number is called, and says so when it has lost the connection.
(() => {
  const hall = document.getElementById("hall");
  const lost = document.getElementById("lost");
  const clock = document.getElementById("clock");
  const EVERY_MS = clock ? 3000 : 5000;
  const LOST_AFTER_MS = 15_000;
  let seenAt = Date.now();
  let failures = 0;
  let last = "";
  let call = hall.querySelector("[data-call]")?.dataset.call ?? "";

  const wib = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" });
  const hour = (moment) => wib.format(moment).replace(":", ".");

  // --- sound and voice: a browser lets a page ring only after somebody has pressed something ------
  let audio = null;
  let speaks = false;

  function ring() {
    if (!audio) return;
    [880, 660].forEach((tone, number) => {
      const start = audio.currentTime + number * 0.45;
      const oscillator = audio.createOscillator();
      const gain = audio.createGain();
      oscillator.frequency.value = tone;
      gain.gain.setValueAtTime(0.0001, start);
      gain.gain.exponentialRampToValueAtTime(0.5, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.9);
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(start);
      oscillator.stop(start + 1);
    });
    navigator.vibrate?.([300, 150, 300]);
  }

  function speak(number, counter) {
    if (!speaks) return;
    const pattern = document.getElementById("voice").dataset.say;
    const [letter, digits] = number.split("-");
    const spoken = `${letter} ${Number(digits)}`; // "A 12", not "A minus zero one two"
    const words = new SpeechSynthesisUtterance(pattern.replace("{number}", spoken).replace("{counter}", counter));
    words.lang = document.documentElement.lang === "id" ? "id-ID" : "en-GB";
    words.rate = 0.9;
    speechSynthesis.cancel();
    setTimeout(() => speechSynthesis.speak(words), audio ? 1400 : 0);
  }

  function announce() {
    const shown = hall.querySelector("[data-call]");
    const now = shown?.dataset.call ?? "";
    if (now && now !== call) {
      shown.classList.add("is-new");
      ring();
      speak(shown.dataset.number, shown.dataset.counter);
    }
    call = now;
  }

  function toggle(button, change) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      change(on);
    });
  }

  const sound = document.getElementById("sound");
  if (sound && window.AudioContext) {
    toggle(sound, (on) => {
      if (on) {
        audio = new AudioContext();
        ring(); // so that everybody hears how loud it is
      } else {
        audio.close();
        audio = null;
      }
    });
  }
  const voice = document.getElementById("voice");
  if (voice && "speechSynthesis" in window) toggle(voice, (on) => (speaks = on));
  const full = document.getElementById("full");
  if (full && document.documentElement.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(() => {});
    });
  }

  // --- asking --------------------------------------------------------------------------------------
  function tellAge() {
    if (clock) clock.textContent = hour(Date.now());
    const isLost = Date.now() - seenAt > LOST_AFTER_MS;
    if (isLost) lost.textContent = `${lost.dataset.lost} ${hour(seenAt)} WIB. ${lost.dataset.listen}`;
    lost.hidden = !isLost;
    document.body.classList.toggle("is-lost", isLost);
  }

  async function look() {
    try {
      const answer = await fetch(hall.dataset.address, { signal: AbortSignal.timeout?.(8000) });
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      if (text !== last) {
        last = text;
        hall.innerHTML = text; // our own page, from the same address as this script
        announce();
      }
      seenAt = Date.now();
      failures = 0;
    } catch {
      failures += 1;
    }
    tellAge();
    // A phone in a pocket does not ask; one without a network asks less and less often.
    const wait = Math.min(EVERY_MS * 2 ** failures, 30_000);
    setTimeout(again, wait * (0.85 + Math.random() * 0.3));
  }

  function again() {
    if (document.hidden) document.addEventListener("visibilitychange", look, { once: true });
    else look();
  }

  setInterval(tellAge, 1000);
  look();

  // The screen of the hall must not go to sleep.
  if (clock) navigator.wakeLock?.request("screen").catch(() => {});
})();
