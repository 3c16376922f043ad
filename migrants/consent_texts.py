"""The words that are read out before somebody agrees (UU 27/2022 art. 21-24), by version.

They are evidence: a consent names its version, and what was said then must be readable for ever. So
they stand here as they were spoken, in Indonesian, and not in the translations, whose words may
change. Never edit or remove a version: add a new one, and make it CURRENT.
`tests/migrants/test_consents.py` holds the fingerprint of every version that was ever used.
"""

CURRENT = "2026-11"

TEXTS: dict[str, dict[str, str]] = {
    "2026-11": {
        "business_page": (
            "Nama Anda, usaha Anda, foto produk, harga, dan nomor pemesanan akan ditampilkan di "
            "internet. Semua orang bisa melihatnya, juga dari luar negeri. NIK, alamat rumah, dan "
            "cerita pribadi tidak ditampilkan. Anda boleh menolak: bantuan dan layanan desa tetap "
            "sama. Anda boleh mencabut persetujuan ini kapan saja lewat koordinator desa; pada "
            "menit itu juga halaman usaha tidak tampil lagi."
        ),
        "story": (
            "Cerita Anda tentang bekerja di luar negeri dan kehidupan sesudahnya akan ditulis dan "
            "ditampilkan di internet dengan nama Anda. Anda membaca dulu dan menyetujuinya. "
            "Anda boleh menolak: bantuan dan layanan desa tetap sama. Anda boleh mencabut "
            "persetujuan ini kapan saja lewat koordinator desa; pada menit itu juga cerita tidak "
            "tampil lagi."
        ),
        "photo": (
            "Foto diri Anda akan ditampilkan di internet. Semua orang bisa melihat dan menyimpan. "
            "Anda boleh menolak: bantuan dan layanan desa tetap sama. Anda boleh mencabut "
            "persetujuan ini kapan saja lewat koordinator desa; pada menit itu juga foto tidak "
            "tampil lagi di sini. Salinan yang sudah disimpan orang lain tidak bisa kami tarik."
        ),
        "whatsapp": (
            "Nomor WhatsApp Anda dipakai untuk mengirim kabar: pelatihan, jadwal layanan, dan "
            "kegiatan desa. Nomor tidak diberikan kepada pihak lain. Pesan tentang janji temu yang "
            "Anda buat sendiri tetap dikirim. Anda boleh menolak: bantuan dan layanan desa tetap "
            "sama. Anda boleh mencabut persetujuan ini kapan saja lewat koordinator desa."
        ),
    },
}


def text_of(purpose: str, version: str = CURRENT) -> str:
    """What was read out for this purpose; "" for a version that never had it."""
    return TEXTS.get(version, {}).get(purpose, "")
