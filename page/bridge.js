// Runs with the Sumber panel: lets the page's script ask Python for a source.
window.tanyaKsdCite = (turn, n) => trigger("cite", { turn, n });
window.tanyaKsdNote = (turn) => trigger("note", { turn });
