"""What is asked: language, kind, references, sides, things asked for, follow-ups; on the glossary that ships."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Unit
from rag.glossary import load_glossary
from rag.question import asked_nouns, content, core, detect_kind, detect_sides, strip_references, understand

GLOSSARY = load_glossary()


def unit(*levels: str | None) -> Unit:
    pasal, ayat, huruf, angka = (*levels, None, None, None, None)[:4]
    return Unit("batang tubuh", pasal, ayat, huruf, angka)


# --- language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Urusan apa yang dapat dikerjasamakan dengan pihak ketiga?"),
        ("id", "berapa lama daerah membalas penawaran"),
        ("id", "siapa ketua TKKSD?"),
        ("id", "kalo mitra ga bales gimana dong"),
        ("id", "Jangka waktu perjanjian?"),
        ("id", "MoU-nya harus diteken siapa?"),
        ("id", "apa bedanya MoU sama PKS"),
        ("id", "Bolehkah sister city ditandatangani bupati?"),
        ("id", "deadline laporan kerja sama kapan?"),
        ("id", "Kalau feasibility study belum ada, boleh lanjut?"),
        ("id", "Letter of Intent itu apa?"),
        ("id", "apakah force majeure diatur?"),
        ("id", "TKKSD"),
        ("id", "Pasal 5 ayat (2)"),
        ("id", "pemetaan urusan"),
        ("id", "tolong jelaskan tahapan KSDPK"),
        ("id", "Stakeholder mana saja yang ikut meeting pleno?"),
        ("id", "syarat kerja sama luar negeri apa aja"),
        ("id", "draft perjanjian diperiksa siapa dulu?"),
        ("id", "Mengapa kerja sama itu wajib?"),
        ("en", "Which affairs can be handed to a third party?"),
        ("en", "How long may the region take to reply?"),
        ("en", "Who chairs the TKKSD?"),
        ("en", "What is KSDPK?"),
        ("en", "What does pihak ketiga mean?"),
        ("en", "Is a company a pihak ketiga?"),
        ("en", "Can a bupati sign a sister city agreement?"),
        ("en", "list the stages of cooperation with a third party"),
        ("en", "When must the DPRD approve?"),
        ("en", "Does Permendagri 22/2020 apply to cooperation abroad?"),
        ("en", "What happens if the partner does not answer the kerangka acuan kerja?"),
        ("en", "what must a Kesepakatan Bersama contain"),
        ("en", "Article 5 paragraph 2 of Permendagri 22/2020"),
        ("en", "How is the Sekretariat Kerja Sama funded?"),
        ("en", "whose approval is needed for a loan"),
        ("en", "Are the proceeds regional revenue?"),
    ],
)
def test_language_of_the_answer(language: str, text: str) -> None:
    assert understand(text, GLOSSARY).language == language


@pytest.mark.parametrize(
    ("before", "text", "language"),
    [
        ("Who signs the joint agreement?", "And the mayor?", "en"),
        ("Who signs the joint agreement?", "TKKSD?", "en"),
        ("Siapa yang menandatangani kesepakatan bersama?", "Wali kota?", "id"),
        ("Who signs the joint agreement?", "Kalau pakai bahasa Indonesia, siapa yang menandatanganinya?", "id"),
        ("Siapa yang menandatangani kesepakatan bersama?", "And how long is it valid for?", "en"),
    ],
)
def test_a_short_follow_up_keeps_the_language_and_a_long_one_chooses_it(before: str, text: str, language: str) -> None:
    assert understand(text, GLOSSARY, [{"role": "user", "content": before}]).language == language


# --- kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("comparison", "Apa beda kerja sama wajib dan sukarela?"),
        ("comparison", "bedanya PKS sama MoU apa sih"),
        ("comparison", "perbedaan KSDD dengan KSDPK"),
        ("comparison", "What is the difference between KSDD and KSDPK?"),
        ("comparison", "bandingkan KSDPL dan KSDLL"),
        ("contents", "Perjanjian kerja sama paling sedikit memuat apa?"),
        ("contents", "minimal isi berita acara apa"),
        ("contents", "What must the report contain?"),
        ("contents", "klausul apa yang paling sedikit dimuat, minimal?"),
        ("stages", "Apa saja tahapan KSDPK?"),
        ("stages", "urutan bikin perjanjian gimana"),
        ("stages", "alur pengajuannya bagaimana"),
        ("stages", "Walk me through the steps of an exchange"),
        ("stages", "prosedur tukar koleksi"),
        ("when", "Kapan laporan disampaikan?"),
        ("when", "berapa lama jawaban diberikan"),
        ("when", "paling lambat tanggal berapa"),
        ("when", "How long may the mayor wait?"),
        ("when", "Tenggat persetujuan DPRD?"),
        ("when", "tiap berapa bulan dievaluasi"),
        ("when", "masa jabatan ketua tim"),
        ("who", "Siapa yang membentuk tim?"),
        ("who", "Dinas mana yang memetakan urusan?"),
        ("who", "Who signs?"),
        ("who", "Which body settles a dispute?"),
        ("definition", "Apa itu pemetaan?"),
        ("definition", "pengertian pihak ketiga"),
        ("definition", "Apa yang dimaksud dengan objek kerja sama?"),
        ("definition", "TKKSD itu kepanjangan dari?"),
        ("definition", "What does Sinergi mean?"),
        ("definition", "What is a joint agreement?"),
        ("conditions", "Syarat kerja sama luar negeri?"),
        ("conditions", "kriteria objek kerja sama"),
        ("conditions", "Under what terms may a region pay?"),
        ("list", "Apa saja bidang kerja sama?"),
        ("list", "sebutkan bentuk kerja sama wajib"),
        ("who", "siapa saja anggota tim"),
        ("list", "Which kinds of cooperation are there abroad?"),
        ("basis", "Apa dasar kerja sama daerah?"),
        ("basis", "Kenapa daerah bekerja sama?"),
        ("yes_no", "Bolehkah desa menjadi pihak ketiga?"),
        ("yes_no", "boleh ga mitra menolak"),
        ("yes_no", "Can a village be a third party?"),
        ("yes_no", "Apakah laporan wajib dikirim?"),
        ("reference", "Pasal 5 ayat (2) Permendagri 22/2020"),
        ("reference", "bunyi pasal 12"),
        ("reference", "isi psl 3 pp 28/2018 apa"),
        ("general", "kerja sama persampahan antarkota"),
        ("general", "pendanaan sekretariat"),
        ("general", "hasil kerja sama berupa barang"),
    ],
)
def test_kind_of_answer_wanted(kind: str, text: str) -> None:
    assert understand(text, GLOSSARY).kind == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("comparison", "berapa lama beban dibagi"),
        ("stages", "di atas meja"),
        ("when", "siapa yang membatasi"),
        ("who", "whole agreement"),
        ("definition", "apakah artikel itu"),
        ("reference", "Bolehkah tim dari pasal 5 menolak laporan tahunan mitra?"),
        ("list", "berjenjang"),
        ("basis", "apakah pasar wajib"),
        ("yes_no", "tanggapan kepala daerah"),
        ("contents", "muatan kapal"),
    ],
)
def test_what_is_not_of_a_kind(kind: str, text: str) -> None:
    assert understand(text, GLOSSARY).kind != kind


def test_a_bare_pasal_asks_for_its_text_whatever_else_is_cued() -> None:
    assert detect_kind("kapan", True, GLOSSARY) == "reference"
    assert detect_kind("kapan", False, GLOSSARY) == "when"


# --- references


@pytest.mark.parametrize(
    ("text", "regulation", "places"),
    [
        ("pasal 5 ayat 2 permendagri 22/2020", ("Permendagri", "22", 2020), [unit("5", "2")]),
        ("Pasal 5 ayat (2) huruf a Permendagri Nomor 22 Tahun 2020", ("Permendagri", "22", 2020),
         [unit("5", "2", "a")]),
        ("ps. 7 (3) pp 28/2018", ("PP", "28", 2018), [unit("7", "3")]),
        ("psl 16 ayat 2 PP No. 28 thn 2018", ("PP", "28", 2018), [unit("16", "2")]),
        ("Article 10(3) of Law 23/2014", ("UU", "23", 2014), [unit("10", "3")]),
        ("Pasal 1 angka 5 uu 23 tahun 2014", ("UU", "23", 2014), [unit("1", None, None, "5")]),
        ("article 5 paragraph 2 of Government Regulation 28/2018", ("PP", "28", 2018), [unit("5", "2")]),
        ("isi pasal 9A UU 23", ("UU", "23", None), [unit("9A")]),
        ("Pasal 3 dan Pasal 4 PP 28/2018", ("PP", "28", 2018), [unit("3"), unit("4")]),
        ("peraturan menteri dalam negeri nomor 25 tahun 2020 tentang apa", ("Permendagri", "25", 2020), []),
        ("Permendagri 70/2019 masih berlaku?", ("Permendagri", "70", 2019), []),
    ],
)  # fmt: skip
def test_references_that_a_question_names(
    text: str, regulation: tuple[str, str, int | None], places: list[Unit]
) -> None:
    found = understand(text, GLOSSARY)
    assert [(r.jenis, r.nomor, r.tahun) for r in found.regulations] == [regulation]
    assert [r.unit for r in found.pasal] == places


@pytest.mark.parametrize(
    "text",
    [
        "Berapa hari daerah menjawab?",
        "pasal mana yang mengatur tenggat?",
        "pasalnya berapa",
        "ada 22 daerah pada tahun 2020",
        "partai 5 orang",
        "article about cooperation",
        "ppn 11 persen",
        "masa depan 12 kabupaten",
        "uang 23 juta",
        "supaya 28 desa setuju",
    ],
)
def test_what_names_no_reference(text: str) -> None:
    found = understand(text, GLOSSARY)
    assert (found.regulations, found.pasal) == ((), ())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bolehkah pasal 5 ayat (2) permendagri 22/2020 dilanggar", ["langgar"]),
        ("pasal 3 pp 28/2018", []),
        ("lampu sepeda", ["lampu", "sepeda"]),
    ],
)
def test_what_is_left_without_references(text: str, left: list[str]) -> None:
    assert content(strip_references(text)) == left


# --- sides of the law


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("kerja sama dengan kabupaten tetangga", {"ksdd"}),
        ("kerja sama dengan perusahaan swasta", {"ksdpk"}),
        ("PT kami mau menawarkan", {"ksdpk"}),
        ("cooperation with neighbouring regencies", {"ksdd"}),
        ("a private company offers", {"ksdpk"}),
        ("nota kesepakatan dengan kementerian", {"sinergi"}),
        ("sister city dengan kota di Jepang", {"luar_negeri"}),
        ("perusahaan asing dari luar negeri", {"luar_negeri"}),
        ("beda KSDD dan KSDPK", {"ksdd", "ksdpk"}),
        ("KSDPK dengan yayasan asing", {"ksdpk", "luar_negeri"}),
        ("siapa ketua tim", set()),
        ("berapa lama tanggapan", set()),
        ("optimal dan ptun", set()),
        ("menyepakati prioritas", set()),
        ("swastanisasi", set()),
        ("who signs it", set()),
    ],
)
def test_sides(text: str, sides: set[str]) -> None:
    assert detect_sides(text, GLOSSARY) == sides


# --- things asked for that hardly any article says, and the state of the world


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("berapa honor anggota tim?", "honor"),
        ("berapa denda bila terlambat", "denda"),
        ("What is the fee?", "fee"),
        ("apakah perlu notaris", "notaris"),
        ("kuorum rapat pleno berapa", "kuorum"),
        ("siapa nama ketua tim sekarang", "world"),
        ("How many agreements are there in Bali so far?", "world"),
        ("berapa banyak perjanjian yang sudah ditandatangani", "world"),
        ("usulan kami udah sampai mana", "world"),
    ],
)
def test_focus_words(text: str, word: str) -> None:
    assert word in understand(text, GLOSSARY).focus


@pytest.mark.parametrize(
    "text",
    [
        "siapa yang menghormati perjanjian",
        "berapa lama mendendam",
        "feel free to sign",
        "siapa ketua tim",
        "berapa lama perjanjian berlaku",
        "how many days may pass",
        "apa saja bentuk kerja sama",
        "notarisasi belum dikenal",
    ],
)
def test_no_focus_words(text: str) -> None:
    assert not understand(text, GLOSSARY).focus


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("korannya apa", ("korannya",)),
        ("which form is used", ("form",)),
        ("berapa denda", ("denda",)),
        ("berapa lama", ()),
        ("berapa hari", ()),
        ("what is it", ()),
        ("tahapan apa saja", ()),
        ("dengan produk hukum apa rak dibentuk", ()),
        ("dasar apa", ()),
        ("alasan apa", ()),
        ("on what grounds", ()),
        ("sebesar apa", ()),
        ("berapa bunga", ("bunga",)),
        ("which lamp is lit", ("lamp",)),
        ("tunjukkan kartu mana", ("kartu",)),
    ],
)
def test_nouns_asked_for_by_name(text: str, nouns: tuple[str, ...]) -> None:
    assert asked_nouns(text, GLOSSARY.vague) == nouns


# --- a story before the question


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("Kami pegawai baru di kecamatan. Siapa yang memilih penjaga rak?", "Siapa yang memilih penjaga rak?"),
        ("Our bookshop has spare lamps. May we give lamps to a garden?", "May we give lamps to a garden?"),
        ("Siapa memilih penjaga rak?", "Siapa memilih penjaga rak?"),
        ("Siapa memilih penjaga? Kapan ia diganti?", "Siapa memilih penjaga? Kapan ia diganti?"),
        ("Kami merawat taman. Kami mau buku.", "Kami merawat taman. Kami mau buku."),
        ("Toko kami menyumbang rak besi. Boleh?", "Toko kami menyumbang rak besi. Boleh?"),
    ],
)  # fmt: skip
def test_the_asking_sentence(text: str, asking: str) -> None:
    assert core(text) == asking


# --- follow-ups

ASKED = "Berapa lama penjaga rak menanggapi daftar judul menurut Permendagri 91/2098?"


@pytest.mark.parametrize(
    "text",
    [
        "kalau terlambat?",
        "Siapa yang mengirimnya?",
        "terus siapa yang tanda tangan",
        "apa dasarnya?",
        "pasal berapa?",
        "itu dihitung sejak kapan",
        "What about the mayor?",
        "bagaimana dengan pasar?",
        "dan kalau bukunya sobek?",
    ],
)
def test_a_follow_up_is_made_whole_by_the_question_before(text: str) -> None:
    found = understand(text, GLOSSARY, [{"role": "user", "content": ASKED}, {"role": "assistant", "content": "…"}])
    assert found.follows and found.whole.startswith(ASKED[:40])
    assert "judul" in found.weights and found.weights["judul"] < 1
    assert [r.nomor for r in found.regulations] == ["91"]


@pytest.mark.parametrize(
    "text",
    [
        "Apa warna pelampung sungai yang dipasang di tepi kanan alur perahu nelayan?",
        "Siapa yang menyalakan lampu sepeda di jalan kota pada hari pasar?",
        "Pelampung sungai dicat warna apa oleh juru apung?",
        "Apa isi Pasal 3 Permendagri 92/2097 tentang pelampung bocor yang dilaporkan nelayan?",
    ],
)
def test_a_whole_question_leaves_the_one_before_behind(text: str) -> None:
    found = understand(text, GLOSSARY, [{"role": "user", "content": ASKED}])
    assert not found.follows and found.whole == found.plain and "judul" not in found.weights


@pytest.mark.parametrize(
    "history",
    [
        [],
        [{"role": "assistant", "content": ASKED}],
        [{"role": "system", "content": ASKED}],
        [{"content": ASKED}],
    ],
)
def test_without_a_question_before_nothing_follows(history: list[dict[str, object]]) -> None:
    assert not understand("kalau terlambat?", GLOSSARY, history).follows


@pytest.mark.parametrize(
    "content_of_message",
    [ASKED, [{"type": "text", "text": ASKED}], [ASKED], [{"text": ASKED}, {"type": "file"}]],
)
def test_messages_of_a_chat_come_in_several_shapes(content_of_message: object) -> None:
    found = understand("kalau terlambat?", GLOSSARY, [{"role": "user", "content": content_of_message}])
    assert "judul" in found.weights


@pytest.mark.parametrize("content_of_message", [None, 5, {"text": ASKED}, []])
def test_a_message_of_another_shape_says_nothing(content_of_message: object) -> None:
    assert "judul" not in understand("terlambat?", GLOSSARY, [{"role": "user", "content": content_of_message}]).weights


def test_the_answer_before_gives_its_pasal_as_context() -> None:
    answer = "Dalam 12 hari [1].\n\n**Dasar:** Permendagri 91/2098 Pasal 3 ayat (2) [1]"
    history = [{"role": "user", "content": ASKED}, {"role": "assistant", "content": answer}]
    (named,) = understand("kalau terlambat?", GLOSSARY, history).context
    assert (named.jenis, named.nomor, named.tahun, named.unit) == ("Permendagri", "91", 2098, unit("3", "2"))
    assert understand("Pelampung sungai dicat warna apa oleh juru apung?", GLOSSARY, history).context == ()


# --- words


def test_own_words_weigh_most_and_what_they_lead_to_less() -> None:
    found = understand("berapa lama perusahaan menanggapi", GLOSSARY)
    assert found.weights["tanggap"] == 1.0
    assert 0 < found.weights["ketiga"] < 1.0
    assert "berapa" not in found.weights


def test_an_english_question_is_led_to_indonesian_terms() -> None:
    found = understand("Which company may sign a contract?", GLOSSARY)
    assert "pihak ketiga" in found.led and "ketiga" in found.weights and found.english["company"] == 1.0
    assert understand("Perusahaan mana yang boleh?", GLOSSARY).english == {}


def test_a_corrected_word_stands_in_the_plain_text_alone() -> None:
    found = understand("brp lama penjga rak", GLOSSARY, correct={"penjga": "penjaga"})
    assert found.plain == "berapa lama penjaga rak" and found.text == "brp lama penjga rak"


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_understood(text: str) -> None:
    found = understand(text, GLOSSARY, [{"role": "user", "content": text}])
    assert found.text == text and found.language in ("id", "en")
    assert all(0 < weight <= 1 for weight in found.weights.values())
