"""The form of what is asked and the form of what a provision says: "berapa lama" wants a span of time. Pure.

Nothing here knows a regulation: it is what makes a provision look like an answer where no foreseen question helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# What is asked for. A question may ask for several.
WANTED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "time": r"\b(?:kapan|berapa (?:lama|hari|bulan|tahun|minggu|kali|jam|sering)|(?:tiap|per) (?:berapa|kapan)|"
        r"paling (?:lama|lambat|telat)|(?:batas|jangka|tenggat) waktu|tenggat|deadline|when|how (?:long|soon|often)|"
        r"(?:how many|number of) (?:\w+ )?(?:days|months|years|weeks|times)|how much time|by what date)\b",
        "number": r"\b(?:berapa|jumlah\w*|sebanyak apa|how (?:many|much|large|big|high)|"
        r"what (?:percentage|share|number|amount|age)|minimum|maximum|minimal|maksimal)\b",
        "money": r"\b(?:biaya|bayar\w*|tarif|dana|denda|uang|harga|modal|rupiah|cost|pays?|paid|fees?|fine|money|"
        r"funds?|price|capital)\b",
        "sanction": r"\b(?:sanksi\w*|hukum(?:an|annya)|dihukum|pidana|denda\w*|kena apa|akibat\w*|risiko\w*|ancaman\w*|"
        r"dipenjara|penjara|konsekuensi\w*|penalt\w+|punish\w*|sanctions?|fined?|consequences?|jail|prison|"
        r"what happens)\b",
        "who": r"\b(?:siapa\w*|pihak mana|(?:pejabat|instansi|lembaga|badan|kementerian|dinas) (?:apa|mana)|"
        r"kepada siapa|ke mana|oleh siapa|who(?:m|se)?|which (?:office|official|body|agency|ministry|institution|"
        r"party|minister|authority))\b",
        "may": r"\b(?:boleh\w*|bolehkah|bisa\w*|bs|dapat(?:kah)?|diizinkan|diperbolehkan|may|can|could|allowed|"
        r"permitted|possible)\b",
        "must": r"\b(?:harus\w*|wajib\w*|perlu\w*|mesti\w*|must|have to|has to|need(?:s|ed)? to|required?|obliged|"
        r"obligat\w+|mandatory)\b",
        "forbidden": r"\b(?:dilarang|larangan|tidak boleh|terlarang|pantangan|forbidden|prohibit\w*|banned|"
        r"not allowed)\b",
        "list": r"\b(?:apa saja|apa aja|siapa saja|mana saja|sebutkan|jenis|macam|bentuk|what are|which kinds|"
        r"list|types of|what kinds)\b",
        "why": r"\b(?:mengapa|kenapa|tujuan\w*|alasan\w*|untuk apa|buat apa|apa gunanya|why|purpose|aims?|reason\w*|"
        r"grounds?|what for)\b",
        "how": r"\b(?:bagaimana|gimana|gmn|cara\w*|prosedur\w*|langkah\w*|tahap\w*|alur\w*|urutan\w*|how (?:do|does|is|"
        r"are|can|should|to)|procedure|steps?|stages?|process)\b",
        "conditions": r"\b(?:syarat\w*|persyaratan|kriteria\w*|memenuhi|conditions?|requirements?|criteria|qualif\w+|"
        r"eligible)\b",
        "contents": r"\b(?:memuat|muatan|isi(?:nya)?|berisi|tercantum|dicantumkan|minimal (?:berisi|memuat)|contents?|"
        r"contain\w*|include[ds]?|must be in)\b",
        "meaning": r"\b(?:apa itu|apa sih|apakah itu|artinya|arti|maksudnya|(?:yang )?dimaksud|definisi|pengertian|"
        r"istilah|what is|what's|what does .{1,40} mean|meaning|defin\w+|define)\b",
        "basis": r"\b(?:dasar(?:nya)?|landasan|diatur (?:di|dalam|dengan)|peraturan apa|aturan mana|pasal berapa|"
        r"legal basis|on what basis|which (?:article|regulation)|governed by)\b",
        "if": r"\b(?:kalau|klo|kalo|jika|bila|apabila|seandainya|misal\w*|if|suppose|in case)\b",
    }.items()
}
# What a provision says. A text may say several.
SAID: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "span": r"\d\W*(?:\([^)]{1,60}\)\W*)?(?:hari|bulan|tahun|minggu|jam|kali)\b",
        "limit": r"\bpaling (?:lama|lambat|singkat|banyak|sedikit|rendah|tinggi|kurang)|"
        r"\bse(?:kurang|lambat|tinggi|lama)-",
        "moment": r"\b(?:sejak|setelah|sebelum|tanggal|setiap|tiap-tiap|pada saat|berakhir|semester|tahunan)\b",
        "count": r"\d\W*\([a-z ]{2,60}\)|"
        r"\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh) (?:orang|kali)",
        "share": r"\d\W*%|persen|perseratus|per seratus|seperempat|setengah|separuh|sepertiga|dua pertiga",
        "rupiah": r"\bRp\W*\d|rupiah",
        "punished": r"\b(?:sanksi|pidana|denda|dicabut|pencabutan|teguran|peringatan tertulis|diberhentikan|kurungan|"
        r"pembatalan|dikenai|dikenakan)\b",
        "office": r"\b(?:Presiden|Menteri|menteri|gubernur|bupati|wali ?kota|Kepala|Direksi|Dewan|DPRD?|Komisi|Badan|"
        r"Panitia|Ketua|pejabat|Pemerintah)\b",
        "by": r"\b(?:oleh|ditetapkan|diangkat|berwenang|bertanggung jawab|menetapkan|mengangkat|menunjuk|disampaikan "
        r"kepada|diajukan kepada|melalui)\b",
        "can": r"\bdapat\b",
        "duty": r"\b(?:wajib|harus|berkewajiban)\b",
        "ban": r"\b(?:dilarang|tidak (?:dapat|boleh|diperbolehkan|diperkenankan)|hanya dapat)\b",
        "items": r"(?:^|[;:.]\s|\bdan\s|\batau\s)[a-e]\.\s.{3,400}?[b-f]\.\s",
        "consists": r"\b(?:meliputi|terdiri (?:atas|dari)|berupa|mencakup|antara lain|yaitu|sebagai berikut)\b",
        "contains": r"\b(?:memuat|paling sedikit memuat|sekurang-kurangnya|mencantumkan|berisi|dilengkapi|dilampiri)\b",
        "aim": r"\b(?:bertujuan|dalam rangka|guna|untuk (?:menjamin|meningkatkan|mewujudkan|menghindari|melindungi))\b",
        "terms": r"\b(?:syarat|persyaratan|kriteria|memenuhi ketentuan|memenuhi)\b",
        "way": r"\b(?:tata cara|tahapan|dilakukan (?:melalui|dengan)|mekanisme|prosedur|dengan cara)\b",
        "case": r"\b(?:dalam hal|apabila|jika|bila|bilamana)\b",
        "meant": r"\b(?:adalah|ialah|yang dimaksud dengan)\b",
        "deferred": r"\b(?:diatur (?:lebih lanjut )?(?:dengan|dalam)|ditetapkan dengan (?:peraturan|keputusan)|"
        r"ketentuan lebih lanjut)\b",
        "leaning": r"sebagaimana dimaksud (?:pada|dalam) (?:ayat|pasal|huruf)",
    }.items()
}


def wanted(plain: str) -> frozenset[str]:
    """What a question asks for, by its words; "general" where no word tells."""
    return frozenset(name for name, pattern in WANTED.items() if pattern.search(plain)) or frozenset({"general"})


def said(body: str) -> frozenset[str]:
    """What sorts of thing a provision says."""
    return frozenset(name for name, pattern in SAID.items() if pattern.search(body))


def fit(asked: Iterable[str], told: Iterable[str], weights: Mapping[str, Mapping[str, float]]) -> float:
    """How well the form of a provision fits what is asked, by fitted weights; 0 is neither well nor badly."""
    told = tuple(told)
    return sum(weights.get(want, {}).get(thing, 0.0) for want in asked for thing in told)
