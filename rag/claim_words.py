"""Words by which a sentence is weighed: offices, duties, bounds, units, senses, and words that claim nothing."""

from __future__ import annotations

import re

ORGANS = re.compile(  # longer names before those that they begin with
    r"\b(?:"
    r"asisten sekretaris daerah|sekretaris daerah|sekretaris jenderal|sekretaris dprd|sekretariat dprd|sekda|"
    r"(?:wakil )?kepala daerah|kepala (?:perangkat daerah|dinas|biro|bagian|badan|bidang|desa|kepolisian|lembaga)|"
    r"kepala sekolah|(?:wakil )?(?:gubernur|bupati|wali kota|walikota|presiden|ketua|menteri)"
    r"(?: dalam negeri| luar negeri)?|"
    r"mendagri|menlu|menkeu|kementerian|kemendagri|direktorat jenderal|direktur jenderal|dirjen|direktur|direksi|"
    r"dprd|dpr|dpd|mpr|bpk|bpkp|kpk|kejaksaan|jaksa|kepolisian|polisi|polri|tni|mahkamah (?:agung|konstitusi)|"
    r"pengadilan(?: negeri| tinggi| tata usaha negara)?|hakim|arbiter|inspektorat|inspektur|bappeda|bappenas|notaris|"
    r"auditor|tkksd|tim koordinasi|tim teknis|sekretaris|sekretariat|bendahara|camat|lurah|"
    r"pemerintah (?:pusat|provinsi|kabupaten|desa|daerah(?: provinsi| kabupaten)?)|pemda|satuan kerja|unit kerja|"
    r"perangkat daerah|organisasi kemasyarakatan|ormas|badan usaha|perseorangan|pihak ketiga|calon mitra|"
    r"assistant regional secretary|regional secretary|secretary general|regional (?:head|government|apparatus|office)|"
    r"head of (?:the )?(?:region|agency|office|bureau|division|department)|village head|"
    r"(?:vice |deputy )?(?:governor|regent|mayor|president|minister|chair(?:man|person)?)|"
    r"ministry|(?:director|directorate) general|director|council|parliament|house of representatives|police|prosecutor|"
    r"(?:supreme |constitutional |district )?court|judge|arbitrator|inspectorate|notary|secretary|secretariat|"
    r"coordination team|(?:central|provincial) government|third party|business entity"
    r")\b"
)
TIME_UNITS = {
    "hari kerja": "hari kerja", "hari kalender": "hari kalender", "working day": "hari kerja",
    "working days": "hari kerja", "business day": "hari kerja", "business days": "hari kerja",
    "workdays": "hari kerja", "workday": "hari kerja",
    "calendar day": "hari kalender", "calendar days": "hari kalender", "hari": "hari", "day": "hari", "days": "hari",
    "minggu": "minggu", "pekan": "minggu", "week": "minggu", "weeks": "minggu", "bulan": "bulan", "month": "bulan",
    "months": "bulan", "tahun": "tahun", "year": "tahun", "years": "tahun", "jam": "jam", "hour": "jam", "hours": "jam",
    "triwulan": "triwulan", "semester": "semester", "quarter": "triwulan",
}  # fmt: skip
ONE_UNITS = {"setahun": "tahun", "sebulan": "bulan", "sehari": "hari", "seminggu": "minggu", "sejam": "jam"}
COUNTED = frozenset(  # what a list has so many of, whatever it lists
    "tahap tahapan langkah hal unsur bagian butir bentuk macam jenis cara stages steps items things elements parts "
    "points kinds forms ways".split()
)
# longest first where one begins another
BOUNDS = {
    "max": r"paling (?:lama|lambat|banyak|jauh|tinggi|besar)|maksimal|maksimum|selambat-?lambatnya|selama-?lamanya|"
    r"sebanyak-?banyaknya|tidak (?:lebih dari|melebihi)|tak lebih dari|within|at most|at the latest|no later than|"
    r"(?:no|not) more than|up to|(?:a )?maximum of|dalam(?: waktu| jangka waktu| tempo)?(?= \d)|tenggat(?:nya)?|"
    r"batas waktu(?:nya)?",
    "min": r"paling (?:sedikit|singkat|kurang|cepat|rendah|kecil)|minimal|minimum(?: of)?|sekurang-?kurangnya|"
    r"sekurangnya|sedikit-?dikitnya|sedikitnya|at least|(?:no|not) (?:fewer|less) than|tidak kurang dari",
    "over": r"lebih dari|di atas|melebihi|more than|exceeding|over(?= \d)",
    "under": r"kurang dari|di bawah|less than|fewer than|under(?= \d)",
}
MODALS = {  # in this order: "tidak boleh" before "boleh"
    "prohibit": r"dilarang|terlarang|tidak (?:boleh|dapat|bisa|diperbolehkan|diperkenankan|dibenarkan)|"
    r"belum (?:boleh|dapat|bisa)|jangan|must not|may not|cannot|can not|shall not|not (?:allowed|permitted)|"
    r"prohibited|forbidden|barred",
    "exempt": r"tidak (?:wajib|harus|perlu|usah|diwajibkan|diharuskan)|tak perlu|need not|"
    r"not (?:required|obliged|necessary)|(?:does|do) not (?:have|need) to|no need",
    "oblige": r"(?<!sama )(?<!pemerintahan )(?<!urusan )wajib|harus|mesti|diwajibkan|diharuskan|perlu|must|shall|"
    r"required|obliged|has to|have to|(?:mandatory|obligatory)(?! cooperation| government| affairs?)",
    "permit": r"dapat|boleh|bisa|diperbolehkan|diperkenankan|mungkin|may|can|allowed|permitted|might|could",
}
SPECIAL = {
    "only": r"hanya|cuma|saja|semata(?:-mata)?|satu-satunya|only|solely|exclusively",
    "except": r"kecuali|terkecuali|except|unless|excluding",
    "all": r"semua|seluruh|segala|setiap|tiap|masing-masing|all|every|each|any",
    "if": r"jika|bila|apabila|bilamana|kalau|dalam hal|asalkan|sepanjang|dengan (?:syarat|ketentuan)|if|unless|"
    r"provided|in case|as long as",
    "always": r"selalu|otomatis|senantiasa|selamanya|always|automatically|never",
}
NEGATORS = frozenset("tidak tak bukan tanpa belum jangan not no without never nor neither".split())
SINCE = frozenset("sejak setelah sesudah terhitung after since upon following once".split())
BEFORE = frozenset("sebelum before prior until hingga".split())

WHICH = frozenset("yang who that which whose".split())

# Words of one sense in what a law says; each group is one stem to the comparison
SAME = (
    "tanggap jawab balas respons", "sampai serah kirim aju", "guna pakai", "mulai awal", "kaji telaah",
    "beban tanggung", "ongkos biaya", "gratis cuma", "tempat lokasi", "bentuk jenis macam", "urus kelola rawat",
    "warga masyarakat", "balik kembali pulang", "jabat tugas", "teken tanda", "beri kasih serah", "bagi rata",
    "selenggara laksana",
    "reply answer respond response repli", "contain include compris consist hold list set",
    "bear pay cover shar share", "cost expens expense", "choos chosen elect choose reelect",
    "serv serve term offic office",
    "carry carri carriage transport", "give donat donate gift", "equal equally half", "return back",
    "receiv receive receipt", "place location", "exchang exchange swap", "shop store bookshop", "people reader",
)  # fmt: skip
# Words whose stem the stemmer does not find
ROOTS = {"diketuai": "ketua", "mengetuai": "ketua", "diketahui": "tahu", "berupa": "rupa"}
# What joins and points, and claims nothing
FREE = frozenset(
    """
    tenggat batas waktu jangka durasi berikut selanjut lanjut lalu kemudian yakni arti singkat inti jadi demikian karena
    oleh sebab liput cakup kepada muat isi unsur hal bagian tahap langkah proses upa tentu atur pasal ayat huruf
    angka jawab
    tanya pihak sangkut kali banyak jumlah lebih lama lambat sedikit kurang maksimal minimal tunjuk sebanyak
    baik namun tetapi sedang sementara adapun hitung mulai sejak setelah sesudah sebelum selama lagi diri
    ada rupa dapat boleh bisa harus wajib perlu larang tidak bukan belum tanpa atau dan ya terdiri sekaligus
    mana rinci urut tama kedua tiga empat cara ialah yaitu jelas butir
    dua lima enam tujuh delapan sembilan puluh sepuluh belas ratus ribu
    follow within period time limit deadlin step stage item point thing element part mean namely first next also under
    accord articl paragraph letter regulat law rule provis provision set out stat state provid provide say long number
    after befor upon since onc once following follow both together either while each whether namely latest most least
    then last second third
    one two three four five six seven eight nine ten eleven twelve
    """.split()
)
CAUTION = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|id|org|net|go|info|example|io)\b|[<>`|\\{}@#~^]|\]\(|!\[|[\x00-\x1f\x7f]|"
    r"&(?:#|\w+;)"
)
