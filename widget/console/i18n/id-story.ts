/** What the console tells in sentences, in Indonesian. */
import type { StoryTexts } from "./texts.ts";

export const idStory: StoryTexts = {
  title: "Apa yang terjadi",
  now: {
    creating: "Pesanan sedang dikirim ke {account}.",
    unknown:
      "{account} tidak memberi jawaban jelas: pesanan mungkin ada, mungkin tidak. Statusnya diperiksa terus; tidak ada yang dikirim dua kali.",
    pending: "{customer} sudah melihat cara membayar {amount}. Belum ada yang datang.",
    partially_paid: "{received} dari {amount} sudah datang: kurang {missing}. Mungkin masih ada lagi.",
    review: "Laporan {account} tidak cocok dengan pesanan. Seseorang harus memutuskan.",
    succeeded: "Sudah dibayar: {received} sudah datang.",
    failed: "{account} menolaknya, dan tidak ada uang yang bergerak.",
    canceled: "Dibatalkan. Tidak ada uang yang datang.",
    expired: "Waktu membayar habis. Tidak ada uang yang datang.",
  },
  inDoubt: "Dilaporkan bahwa uangnya ditarik kembali, dan {account} belum memastikannya.",
  receivedAfterEnd: "{received} tetap datang.",
  exception: {
    partially_paid: "Baru {received} dari {amount} yang datang: kurang {missing}.",
    overpaid: "Pelanggan membayar {excess} terlalu banyak.",
    overpaidRest: "Pelanggan membayar {excess} terlalu banyak. Dari itu, {rest} belum dikembalikan.",
    overpaidReturned: "Pelanggan membayar {excess} terlalu banyak, dan itu sudah dikembalikan.",
    underpaid: "Pelanggan membayar {missing} terlalu sedikit.",
    paid_late: "Uang datang setelah pembayaran berakhir. Periksa apakah pesanan masih dapat dikirim.",
    duplicate_paid:
      "Pembayaran lain sudah melunasi sesi ini: {received} dibayar dua kali dan harus dikembalikan.",
    reference_paid_before:
      "Sesi lain dengan referensi {reference} sudah dibayar. Pastikan tidak ada yang membayar dua kali.",
    reversed: "Penyedia menarik kembali uangnya. Jangan kirim, atau ambil kembali barangnya.",
    provider_unknown: "Penyedia melaporkan bahwa pesanan ini tidak ada padanya.",
  },
  failure: "Alasan: {code}.",
  retry: "Pelanggan dapat mencoba lagi.",
  refunded: "{refunded} sudah dikembalikan.",
  step: {
    created: "{customer} memilih {method} untuk membayar {amount}. Pesanan dikirim ke {account}.",
    shownStore: "{customer} melihat kode toko sebesar {amount}.",
    shownAccount: "{customer} melihat rekening tujuan transfer {amount}.",
    shownQr: "{customer} melihat kode QR sebesar {amount}.",
    shownPage: "{customer} dibawa ke halaman {account} untuk membayar {amount}.",
    shown: "{customer} melihat cara membayar {amount}.",
    unknown: "{account} tidak memberi jawaban jelas. Statusnya diperiksa lagi.",
    partially_paid: "{account} melaporkan bahwa sebagian uang sudah datang.",
    review: "Laporan {account} tidak cocok dengan pesanan. Menunggu seseorang.",
    succeeded: "{account} memastikan uang sudah datang.",
    failed: "{account} menolak pembayaran.",
    canceled: "Pembayaran dibatalkan.",
    expired: "Waktu membayar habis.",
    settled: "{actor} menyelesaikannya: {status}.",
    changed: "Berubah dari “{from}” menjadi “{to}”.",
    noted: "{cause}: statusnya tetap.",
    reported: "{account} melaporkan: {reported}. Dipastikan dengan pemeriksaan.",
  },
  payoutNow: {
    awaiting_approval: "{amount} menunggu sampai orang lain menyetujui. Belum ada yang dikirim.",
    creating: "{amount} sedang dikirim ke {account}.",
    unknown:
      "{account} tidak memberi jawaban jelas: uang mungkin terkirim, mungkin tidak. Statusnya diperiksa lagi; tidak ada yang dikirim dua kali.",
    pending: "{account} memegang pesanan {amount} dan sedang membayarkannya.",
    review: "Laporan {account} tidak cocok dengan pesanan. Seseorang harus memutuskan.",
    succeeded: "{amount} sudah dibayarkan.",
    failed: "{account} tidak membayarkannya, atau uangnya kembali.",
    rejected: "Seseorang menolaknya. Tidak ada yang dikirim.",
  },
  payoutReversed: "Uangnya kembali.",
  payoutInDoubt: "Dilaporkan bahwa uangnya kembali, dan {account} belum memastikannya.",
  refundNow: {
    awaiting_claim: "Pelanggan belum mengisi rekening untuk pengembalian {amount}. Kirim tautannya.",
    awaiting_approval:
      "Pengembalian {amount} menunggu sampai orang lain menyetujui. Belum ada yang dikirim. Persetujuan diberikan di halaman pengiriman uangnya.",
    creating: "Pengembalian {amount} sedang dikirim.",
    unknown:
      "Tidak ada jawaban jelas tentang pengembalian: {amount} mungkin terkirim, mungkin tidak. Statusnya diperiksa lagi.",
    pending: "Pengembalian {amount} sedang diproses penyedia.",
    succeeded: "{amount} sudah dikembalikan.",
    failed: "Pengembalian {amount} gagal: tidak dibayarkan atau uangnya kembali. Dapat dikembalikan lagi.",
    canceled: "Pengembalian dibatalkan. Tidak ada yang dikirim.",
    expired: "Pelanggan tidak memakai tautan tepat waktu. Tidak ada yang dikirim.",
  },
  refundStep: {
    created: "{actor} meminta pengembalian {amount} ({reason}), {method}.",
    claimed: "Pelanggan mengisi rekening untuk pengembalian {amount}.",
    awaiting_approval: "Pengembalian {amount} menunggu sampai orang lain menyetujui.",
    approved: "{actor} menyetujui pengembalian {amount}.",
    sent: "Pengembalian {amount} dikirim ke {account}.",
    unknown: "{account} tidak memberi jawaban jelas tentang pengembalian {amount}. Statusnya diperiksa lagi.",
    pending: "{account} menerima pengembalian {amount}.",
    succeeded: "{account} memastikan bahwa {amount} sudah dikembalikan.",
    failed: "Pengembalian {amount} gagal ({code}): tidak dibayarkan atau uangnya kembali.",
    canceled: "{actor} membatalkan pengembalian {amount}. Tidak ada yang dikirim.",
    expired:
      "Pelanggan tidak memakai tautan untuk pengembalian {amount} tepat waktu. Tidak ada yang dikirim.",
    changed: "Pengembalian {amount} berubah dari “{from}” menjadi “{to}”.",
  },
  actor: {
    key: "toko ({id})",
    command: "baris perintah",
  },
  refundMethod: {
    provider: "oleh penyedia sendiri",
    payout: "lewat pengiriman uang",
    claim: "lewat tautan untuk pelanggan",
  },
  customer: {
    title: "Yang dilihat pelanggan",
    code: "Nomor untuk dibayar di kasir",
    account: "Rekening tujuan transfer",
    qr: "Kode QR berisi teks ini",
    page: "Halaman penyedia",
    form: "Formulir yang menuju halaman penyedia",
    until: "Dapat dibayar sampai {time}.",
    waiting:
      "Bahwa pembayaran sedang dikonfirmasi, bisa beberapa menit, dan jangan membayar lagi. Tidak ada kode atau halaman yang ditampilkan.",
    paid: "Bahwa pembayaran sudah datang, dan jalan kembali ke toko.",
    ended: "Bahwa pembayaran ini berakhir, dan pilihan cara bayar bila sesi masih terbuka.",
    settling:
      "Bahwa pembayaran sedang diperiksa, berapa yang sudah datang, dan jangan membayar lagi. Tidak ada kode atau halaman yang ditampilkan.",
    partly: "Bahwa sebagian sudah datang, berapa yang masih kurang, dan kode untuk membayarnya.",
    partlyPlain:
      "Bahwa sebagian sudah datang, dan berapa yang masih kurang. Tidak ada kode atau halaman yang ditampilkan.",
    settlingPlain:
      "Bahwa pembayaran sedang diperiksa, dan jangan membayar lagi. Tidak ada kode atau halaman yang ditampilkan.",
  },
  today: {
    title: "Yang memerlukan perhatian Anda",
    calm: "Tidak ada yang memerlukan Anda. Semuanya berjalan sendiri.",
    counts: "{count} untuk dilihat",
    payment_review: {
      name: "Pembayaran yang diperiksa",
      words:
        "Belum pasti apa yang dibayar: lebih, kurang, atau lebih lambat dari pesanan, atau laporannya berbeda. Baca ceritanya, periksa ke penyedia, lalu selesaikan.",
    },
    payout_review: {
      name: "Pengiriman uang yang diperiksa",
      words: "Tidak jelas apakah uangnya keluar. Periksa ke penyedia, lalu selesaikan.",
    },
    payment_unknown: {
      name: "Pembayaran lama tidak diketahui",
      words:
        "Lebih dari satu jam penyedia belum memastikan apakah ada pesanan. Periksa, atau hubungi dukungannya.",
    },
    payout_unknown: {
      name: "Pengiriman lama tidak diketahui",
      words:
        "Lebih dari satu jam penyedia belum memastikan apakah ia memegang pengiriman ini. Tidak pernah dikirim dua kali.",
    },
    payment_reversal: {
      name: "Penarikan kembali yang belum pasti",
      words:
        "Dilaporkan bahwa uangnya ditarik kembali, dan penyedia tidak memastikannya tepat waktu. Sebelum diselesaikan, tidak ada yang bisa dikembalikan. Periksa ke penyedia, lalu selesaikan.",
    },
    payout_reversal: {
      name: "Pengiriman yang mungkin kembali",
      words:
        "Dilaporkan bahwa uangnya kembali, dan penyedia tidak memastikannya tepat waktu. Jangan kirim lagi dulu. Periksa ke penyedia, lalu selesaikan.",
    },
    payout_approval: {
      name: "Pengiriman uang perlu persetujuan",
      words: "Tidak ada yang dikirim sampai disetujui oleh orang yang tidak memintanya.",
    },
    refund_claim: {
      name: "Pengembalian menunggu pelanggan",
      words: "Pelanggan belum mengisi rekening. Kirim lagi tautannya, atau batalkan pengembaliannya.",
    },
    dead_delivery: {
      name: "Peristiwa yang tidak terkirim",
      words:
        "Toko tidak menerimanya, dan tidak dicoba lagi dengan sendirinya. Perbaiki toko, lalu kirim lagi.",
    },
    open_circuit: {
      name: "Penyedia yang tidak menjawab",
      words: "Begitu banyak panggilan gagal sehingga dihentikan sebentar. Pelanggan ditawari cara lain.",
    },
    refund_approval: {
      name: "Pengembalian perlu persetujuan",
      words: "Tidak ada yang dikirim sampai pengiriman uangnya disetujui oleh orang yang tidak memintanya.",
    },
    stray_money: {
      name: "Uang untuk pesanan yang tidak ada di sini",
      words:
        "Penyedia melaporkan uang untuk pesanan yang tidak ada di basis data ini. Cocokkan dengan penyedia, lalu kreditkan atau kembalikan.",
    },
    discrepancy: {
      name: "Perbedaan dengan pembukuan penyedia",
      words:
        "Perbandingan harian menemukan status atau jumlah yang berbeda. Buka pembayarannya dan periksa ke penyedia.",
    },
    uncovered_account: {
      name: "Akun yang tidak dikonfigurasi",
      words:
        "Pembayaran terbuka milik akun yang di konfigurasi sudah tidak seperti semula. Kembalikan akunnya; sementara itu tidak ada yang berakhir.",
    },
    disabled_endpoint: {
      name: "Alamat webhook yang dimatikan",
      words:
        "Toko menjawab 410, jadi tidak ada lagi yang dikirim ke sana. Setelah toko berfungsi, kirim lagi satu peristiwa: itu menyalakannya.",
    },
    dead_job: {
      name: "Pekerjaan yang terlalu sering gagal",
      words: "Server berhenti mencoba. Jalankan “pay-checkout jobs”, perbaiki penyebabnya, lalu ulangi.",
    },
    drift: {
      name: "Penyedia yang mengubah pesannya",
      words:
        "Sebuah pesan berisi kolom atau kode yang tidak ada di dokumentasi. Cocokkan dengan penyedia, dan beri tahu pengembang.",
    },
    other: {
      name: "Hal lain",
      words: "Halaman ini belum mengenalnya. Muat ulang halaman.",
    },
  },
  why: {
    id: "idnya",
    reference: "referensinya",
    order_no: "nomor pesanannya",
    provider_order_id: "nomor penyedia",
    utr: "UTR-nya",
    code: "kode yang dilihat pelanggan",
    email: "email pelanggan",
    phone: "telepon pelanggan",
    amount: "jumlahnya",
  },
  /** Calls to a provider, and its messages. */
  operation: {
    create: "pembuatan",
    query: "pemeriksaan",
    cancel: "pembatalan",
    payout: "pengiriman uang",
    payout_query: "pemeriksaan pengiriman",
    refund: "pengembalian dana",
    balance: "saldo",
    statement: "daftar hari itu",
    callback: "pesan dari penyedia",
  },
  direction: { out: "permintaan kami", in: "pesan penyedia" },
  sections: {
    timeline: "Riwayat",
    exchanges: "Pesan dengan penyedia",
    exchangesHint: "Kredensial dan tanda tangan diganti dengan [secret].",
    request: "Yang dikirim",
    response: "Yang dijawab",
    events: "Peristiwa untuk toko",
    refunds: "Pengembalian",
    payments: "Pembayaran",
    details: "Rincian",
    actions: "Yang dapat Anda lakukan",
    available: "Tersedia",
    total: "Seluruhnya",
    frozen: "Ditahan",
    asOf: "Per {time}",
    capabilities: "Yang dapat dilakukannya",
    circuits: "Panggilan",
    lastSuccess: "Terakhir menjawab",
    never: "belum",
    nextAttempt: "percobaan berikutnya {time}",
    noAttempts: "Belum ada percobaan",
    statement: "Daftar hari itu dari penyedia",
    discrepancies: "Di mana catatan berbeda",
    agree: "Semuanya cocok.",
    notCompared:
      "Tanggal ini belum dibandingkan seluruhnya. Server melakukannya setelah pukul 14:00 UTC pada hari berikutnya. Untuk tanggal yang lebih lama, jalankan: pay-checkout reconcile --day {day}",
    compared: "Dibandingkan: {time}. Catatan dan pesanan yang diperiksa: {count}.",
  },
  discrepancy: {
    missing_here: "ada di penyedia, dan bukan milik kami",
    missing_there: "berhasil di sini, dan tidak ada di penyedia",
    amount_differs: "jumlah atau mata uang lain",
    status_differs: "dibayar di sana, belum di sini",
  },
};
