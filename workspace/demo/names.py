"""Made-up names as people in Banyuwangi have them: Javanese, Osing, Madurese, some with one word.

Nobody in these lists is meant; they are drawn by chance. Also used for synthetic load.
"""

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


#: Born before about 1972: often one word.
_WOMEN_OLD = _words(
    """
    Poniyem Tukinem Sumiyem Ngatiyah Kasiyem Mursinah Suparmi Tumirah Wagirah Kartinah Misnati
    Samini Painem Rukayah Asmaniyah Suwarti Jumanah Saodah Satuni Karsinah Muslimah Rusmini
    Sutinah Tarwiyah Lasmini Sriwati Hotimah Buninten Sumarti Marfuah
    """
)
_MEN_OLD = _words(
    """
    Katiran Ponidi Sukarji Misnadi Tukimin Wagiman Samuri Kasdi Ngadiran Paidi Sutarjo Legiman
    Sarnoto Mulyadi Jumain Rusdi Asmawi Sahroni Buradi Nursalim Slamet Supardi Jaiman Tohari
    Marsudi Karsono Saniman Bunasir Sutaman Hasbullah
    """
)
_WOMEN = _words(
    """
    Sulastri Endang Wiwik Yuliana Sundari Anik Ririn Titik Nanik Rina Eka Dwi Tri Indah Lilik
    Umi Nur Siti Sri Dewi Ida Yayuk Wahyuni Lestari Binti Khusnul Mamik Novita Ika Puji Retno
    Yuni Susi Iswati Faridah Haniyah Mahmudah Ulfah Rohmah Zulaikah Maisaroh Misti Suhaeni
    Tutik Heni Fitri Diana Ratna Kurnia Sekar
    """
)
_MEN = _words(
    """
    Agus Bambang Hadi Eko Imam Joko Budi Mohamad Ahmad Andik Heri Yudi Sugeng Suyono Mujiono
    Edi Rudi Dedi Arif Fauzi Hasan Ikhwan Saiful Samsul Khoirul Mustofa Nanang Teguh Wahyu
    Yanto Purnomo Gunawan Rohman Zainal Anwar Hariyanto Taufik Bagus Rizal Dimas Aditya
    Prasetyo Galih Hendra Ilham Kukuh Lukman Mahfud Nuril Tamam
    """
)
_WOMEN_LAST = _words(
    """
    Wahyuningtyas Setyowati Rahayu Handayani Astuti Purwanti Kusumawati Susilowati Ningsih
    Widayati Mardiyah Khasanah Hidayati Rohmawati Fatmawati Lestari Wulandari Anggraini
    Puspita Safitri Maulidah Istiqomah Munawaroh Kurniasih Winarsih Sulistiani Pujiastuti
    Rahmawati Andayani Mutmainah Qomariyah Yulianti Prihatin Wijayanti Utami Amanah Zahroh
    Fauziah Nuraini Sukmawati
    """
)
_MEN_LAST = _words(
    """
    Santoso Wibowo Setiawan Nugroho Hidayat Prayitno Sutrisno Wijaya Susanto Kurniawan Saputra
    Firmansyah Mulyono Riyanto Cahyono Subagyo Rahmatullah Fathoni Mustakim Hamdani Jatmiko
    Sampurno Widodo Utomo Laksono Maulana Efendi Sholeh Baihaqi Romadhon Pambudi Sasongko
    Wicaksono Hartono Basuki Iskandar Asrori Muhtadi Darmawan Ariyanto
    """
)
_GIRLS = _words(
    """
    Aurelia Nabila Salsabila Zahra Keyla Alya Naila Syifa Kirana Cantika Anindya Rania Talita
    Aisyah Khanza Meisya Adiba Nayla Fara Laras
    """
)
_BOYS = _words(
    """
    Rafi Azka Fathan Daffa Arka Bima Raka Zidan Alvaro Kenzo Farel Naufal Satria Gilang Rizky
    Haikal Iqbal Danar Abyan Vino
    """
)
_BOYS_LAST = _words(
    """
    Putra Pratama Ramadhan Alfarizi Mahendra Anggara Nugraha Maulana Permana Firdaus
    """
)
_GIRLS_LAST = _words(
    """
    Azzahra Maharani Larasati Humaira Aulia Nuraini Pertiwi Khairunnisa Ramadhani Amelia
    """
)


class Names:
    """Draws names and never the same one twice, until `reuse` is set."""

    def __init__(self, random: Random, *, reuse: bool = False) -> None:
        self.random = random
        self.reuse = reuse
        self.used: set[str] = set()

    def draw(self, sex: str, birth_year: int) -> str:
        """A full name fitting the sex ("F" or "M") and the year of birth."""
        for attempt in range(200):
            name = self._one(sex, birth_year, words=2 + attempt // 60)
            if self.reuse or name not in self.used:
                self.used.add(name)
                return name
        raise ValueError("The lists hold too few names for so many people.")

    def _one(self, sex: str, birth_year: int, *, words: int) -> str:
        pick = self.random.choice
        woman = sex == "F"
        if birth_year < 1972 and words == 2 and self.random.random() < 0.65:
            return pick(_WOMEN_OLD if woman else _MEN_OLD)
        if birth_year < 1972:
            first = pick(_WOMEN_OLD if woman else _MEN_OLD)
        elif birth_year < 2003:
            first = pick(_WOMEN if woman else _MEN)
        else:
            first = pick(_GIRLS if woman else _BOYS)
        if birth_year < 2003:
            rest = self.random.sample(_WOMEN_LAST if woman else _MEN_LAST, words - 1)
        else:
            rest = self.random.sample(_GIRLS_LAST if woman else _BOYS_LAST, words - 1)
        return " ".join([first, *rest])
