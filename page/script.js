// The page's own behaviour: citation numbers, copying, stepping through sources, a large page picture.
(() => {
  if (window.tanyaKsd) return;
  document.body.classList.remove("dark"); // the page has one look, light
  const narrow = () => window.matchMedia("(max-width: 860px)").matches;
  const byId = (id) => document.getElementById(id);
  const calm = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let opened = null; // the mark whose source is shown, and that focus goes back to

  function markActive(link) {
    document.querySelectorAll("a.aktif").forEach((a) => { a.classList.remove("aktif"); a.removeAttribute("aria-current"); });
    if (!link) return;
    const twins = document.querySelectorAll(`#percakapan a[href="${link.getAttribute("href")}"]`);
    twins.forEach((a) => { a.classList.add("aktif"); a.setAttribute("aria-current", "true"); });
  }

  function showSource(turn, n, link) {
    opened = link;
    markActive(link);
    if (window.tanyaKsdCite) window.tanyaKsdCite(turn, n);
  }

  // Both texts of the panel scroll to what is marked; the page itself does not move.
  function scrollToMarked() {
    document.querySelectorAll("#sumber .gulir").forEach((box) => {
      const target = box.querySelector("mark") || box.querySelector(".dirujuk");
      if (target) box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - 48;
    });
    const column = byId("kolom-sumber");
    if (column) column.scrollTop = 0;
  }

  function whenPainted(work) { requestAnimationFrame(() => requestAnimationFrame(work)); }

  async function copyText(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* no permission or no https: the old way */ }
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.cssText = "position:fixed;left:-200vw";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copyAnswer(link) {
    const turn = link.getAttribute("href").slice("#salin-".length);
    const source = document.querySelector(`#salinan pre[data-turn="${CSS.escape(turn)}"]`);
    const words = link.textContent;
    if (link.dataset.busy || !source) return;
    link.dataset.busy = "1";
    link.textContent = (await copyText(source.textContent)) ? "Tersalin" : "Gagal menyalin";
    setTimeout(() => { link.textContent = words; delete link.dataset.busy; }, 1800);
  }

  function note(link) {
    if (link.dataset.busy || !window.tanyaKsdNote) return;
    const words = link.textContent;
    link.dataset.busy = "1";
    window.tanyaKsdNote(Number(link.getAttribute("href").slice("#catat-".length)));
    link.textContent = "Ada di lembar Notulen";
    setTimeout(() => { link.textContent = words; delete link.dataset.busy; }, 1800);
  }

  function enlarge(button) {
    const dialog = document.createElement("dialog");
    dialog.className = "halaman-besar";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Tutup";
    close.addEventListener("click", () => dialog.close());
    const picture = button.querySelector("img").cloneNode();
    dialog.append(close, picture);
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const link = target.closest("a[href^='#sumber-'], a[href^='#salin-'], a[href^='#catat-'], a[href^='#tanya-'], a[href='#ubah'], a[data-kembali]");
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      if (link.getAttribute("href").startsWith("#catat-")) { note(link); return; }
      if (link.getAttribute("href").startsWith("#tanya-")) { ask(link.textContent.trim()); return; }
      if (link.getAttribute("href") === "#ubah") {
        const said = link.closest("small").textContent.replace(link.textContent, "");
        write(said.slice(said.indexOf(":") + 1).trim());
        return;
      }
      const place = /^#sumber-(\d+)-(\d+)$/.exec(link.getAttribute("href"));
      if (place) showSource(Number(place[1]), Number(place[2]), link);
      else if (link.hasAttribute("data-kembali")) {
        (opened && opened.isConnected ? opened : byId("pertanyaan")).scrollIntoView({ behavior: calm(), block: "center" });
        if (opened && opened.isConnected) opened.focus({ preventScroll: true });
      } else copyAnswer(link);
      return;
    }
    const step = target.closest("#sumber .langkah");
    if (step) {
      const turn = Number(step.closest("article").dataset.turn);
      const n = Number(step.dataset.n);
      showSource(turn, n, document.querySelector(`a[href="#sumber-${turn}-${n}"]`));
      return;
    }
    const page = target.closest("#sumber .halaman");
    if (page) enlarge(page);
  }, true);

  // A mark of a plot carries the question that it asks.
  function ask(question) {
    const tab = [...document.querySelectorAll("#lembar button[role='tab']")].find((b) => b.textContent.trim() === "Tanya");
    if (!tab || !question) return;
    tab.click();
    write(question);
    setTimeout(() => { const send = byId("kirim"); if (send) send.click(); }, 150);
  }

  function write(question) {
    const box = document.querySelector("#pertanyaan textarea");
    if (!box) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  function listen(tries) {
    let waiting = false;
    document.querySelectorAll(".gambar-peta").forEach((holder) => {
      const plot = holder.querySelector(".js-plotly-plot");
      if (!plot || !plot.on) { waiting = true; return; }
      if (plot.dataset.ask) return;
      plot.dataset.ask = "1";
      plot.on("plotly_click", (event) => { const mark = event.points && event.points[0]; if (mark) ask(mark.customdata); });
    });
    if (waiting && tries > 0) setTimeout(() => listen(tries - 1), 400);
  }

  window.tanyaKsd = {
    plotted() { listen(20); },
    download(id = "unduhan") { setTimeout(() => { const link = document.querySelector(`#${id} a, a#${id}`) || byId(id); if (link) link.click(); }, 300); },
    // An answer came: show its beginning, and mark the source that stands in the panel.
    answered() {
      whenPainted(() => {
        const questions = document.querySelectorAll("#percakapan .message.user, #percakapan .user.message");
        const newest = questions[questions.length - 1];
        const last = newest && (newest.closest(".message-row") || newest);
        const box = last && last.closest(".bubble-wrap");
        if (last && box && box.scrollHeight > box.clientHeight + 4) {
          box.scrollTo({ top: box.scrollTop + last.getBoundingClientRect().top - box.getBoundingClientRect().top - 12, behavior: calm() });
        } else if (last && narrow()) last.scrollIntoView({ behavior: calm(), block: "start" });
        // Gradio reads each message out as Markdown, in English
        document.querySelectorAll("#percakapan [data-testid='bot']").forEach((m) => m.setAttribute("aria-label", "Jawaban"));
        document.querySelectorAll("#percakapan [data-testid='user']").forEach((m) => m.setAttribute("aria-label", "Pertanyaan"));
        const shown = document.querySelector("#sumber article");
        opened = shown && document.querySelector(`a[href="#sumber-${shown.dataset.turn}-${shown.dataset.n}"]`);
        markActive(opened);
        scrollToMarked();
      });
    },
    // A number was clicked and its source is there.
    sourceShown() {
      whenPainted(() => {
        scrollToMarked();
        if (!narrow()) return;
        byId("kolom-sumber").scrollIntoView({ behavior: calm(), block: "start" });
        const heading = document.querySelector("#sumber h3");
        if (heading) heading.focus({ preventScroll: true });
      });
    },
  };
})();
