/** What the dialogs say before something is done, in Indonesian. */
import type { ActionTexts } from "./texts.ts";

export const idActions: ActionTexts = {
  asking: {
    running: "Tunggu jawabannya.",
    unsure:
      "Tidak diketahui apakah ini sudah dilakukan. Tekan tombolnya lagi: dilakukan paling banyak satu kali.",
    lost: "{title}: tidak diketahui apakah ini sudah dilakukan. Periksa sebelum mengulanginya.",
    refused: "{title}: tidak dilakukan. {why}",
    done: "{title}: {done}",
  },
  refusal: {
    not_supported_by_provider: "Penyedia akun ini tidak memiliki hal itu.",
    internal_error: "Server gagal. Coba lagi nanti.",
    request_timeout: "Permintaan tidak sampai tepat waktu. Coba lagi.",
    no_eligible_method: "Tidak ada cara bayar yang menerima jumlah ini.",
    same_actor:
      "Orang yang meminta pengiriman uang ini tidak dapat menyetujui atau menolaknya. Orang lain harus memutuskan.",
    not_awaiting_approval: "Pengiriman uang ini tidak lagi menunggu persetujuan.",
    not_in_review: "Ini tidak lagi diperiksa.",
    payment_in_review:
      "Pembayaran sedang diperiksa. Selesaikan dulu: sebelum itu belum pasti berapa yang diterima.",
    payment_being_confirmed:
      "Penarikan kembali pembayaran dilaporkan dan sedang dipastikan. Coba lagi nanti.",
    nothing_received:
      "Tidak ada yang dapat dikembalikan: pembayaran tidak menerima uang, atau penyedia menariknya kembali.",
    refund_not_cancelable: "Pengembalian tidak dapat dibatalkan lagi: sudah dikirim atau sudah berakhir.",
    account_not_configured: "Akun tidak ada di konfigurasi, atau sudah dipensiunkan.",
    idempotency_key_in_use: "Percobaan pertama masih diproses.",
    sign_in_refused:
      "Operator, kata sandi, dan kode tidak cocok, atau terlalu sering dicoba. Tunggu kode berikutnya, lalu coba lagi.",
    validation_failed: "Ada isian yang tidak benar.",
    refund_exceeds_received:
      "Itu lebih dari yang masih dapat dikembalikan: yang diterima kurang, atau sudah ada pengembalian lain.",
    payout_limit_exceeded:
      "Jumlahnya melebihi batas pengiriman uang dalam konfigurasi. Bayar lebih sedikit, atau besok.",
    too_many_refunds: "Pembayaran ini sudah mencapai jumlah pengembalian terbanyak.",
    payment_in_progress: "Ada pembayaran yang saat ini tidak dapat dibatalkan.",
    session_closed: "Sesi ini sudah dibayar, dibatalkan, atau kedaluwarsa.",
    not_found: "Itu tidak ada di sini.",
    rate_limited: "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.",
    provider_unavailable: "Penyedia tidak menjawab. Coba lagi nanti.",
    unavailable: "Server tidak dapat melakukannya sekarang. Coba sebentar lagi.",
  },
  /** What the audit says was done. */
  audited: {
    "session.create": "sesi dibuat",
    "session.change": "sesi diubah",
    "session.link": "tautan pembayaran dibuat",
    "session.cancel": "sesi dibatalkan",
    "payment.cancel": "pembayaran dibatalkan",
    "payment.resolve": "pembayaran diselesaikan",
    "payment.refresh": "pembayaran diperiksa",
    "payout.create": "pengiriman uang dibuat",
    "payout.approve": "pengiriman uang disetujui",
    "payout.reject": "pengiriman uang ditolak",
    "payout.resolve": "pengiriman uang diselesaikan",
    "payout.refresh": "pengiriman uang diperiksa",
    "refund.create": "pengembalian dibuat",
    "refund.claim": "pengembalian diklaim",
    "refund.cancel": "pengembalian dibatalkan",
    "event.redeliver": "peristiwa dikirim ulang",
    "event.replay": "banyak peristiwa dikirim ulang",
    "event.test": "peristiwa uji dikirim",
    "customer.erase": "data pelanggan dihapus",
    "operator.sign_in": "masuk",
    "operator.sign_in_refused": "masuk ditolak",
    "operator.sign_out": "keluar",
    "operator.request_refused": "permintaan ditolak",
    "job.retry": "tugas diulang",
    "keys.rotate": "kunci diputar",
  },
  /** Why a sign-in was refused. */
  signInRefusal: {
    unknown_operator: "operator tidak ada",
    wrong_password: "kata sandi salah",
    blocked: "terlalu sering dicoba",
    wrong_code: "kode salah",
    used_code: "kode sudah dipakai",
  },
  /** What is wrong with a field. */
  fault: {
    compare: "memiliki angka yang tidak cocok: bandingkan nomornya",
    form: "tidak ditulis seperti nomor atau alamat jenis itu",
    missing: "belum diisi",
    above_max: "melebihi jumlah terbesar untuk pengiriman uang",
    above_daily: "melebihi sisa batas hari ini",
    above_left: "lebih dari yang masih dapat dikembalikan",
    zero: "harus lebih dari nol",
    whole: "harus jumlah bulat, tanpa desimal",
  },
  refresh: {
    title: "Periksa ke penyedia sekarang",
    words:
      "Status {id} diperiksa ke {account}, dan jawabannya langsung berlaku. Tidak ada uang yang bergerak.",
    do: "Periksa sekarang",
    reported: "{account} melaporkan: {status}, {amount}.",
    reportedStatus: "{account} melaporkan: {status}.",
    notFound: "{account} melaporkan bahwa pesanan ini tidak ada padanya.",
    answered: "{account} sudah menjawab.",
    silent: "{account} tidak menjawab.",
    same: "Tidak ada yang berubah.",
    changed: "Status berubah dari “{from}” menjadi “{to}”.",
    received: "Diterima sejauh ini: {amount}.",
    reports: {
      pending: "menunggu uang",
      partially_paid: "dibayar sebagian",
      succeeded: "dibayar",
      failed: "gagal",
      canceled: "dibatalkan",
      reversed: "ditarik kembali",
    },
  },
  resolve: {
    title: "Selesaikan sendiri",
    words:
      "{id} sedang diperiksa. Anda memutuskan akhirnya, dan itu final. Toko diberi tahu. Nama dan catatan Anda ada di riwayat; audit menyimpan nama Anda dan hasilnya.",
    succeeded: "Dibayar: toko mengirim barang",
    failed: "Tidak dibayar: tidak ada yang dikirim",
    outcome: "Bagaimana akhirnya?",
    note: "Mengapa? (untuk riwayat)",
    do: "Selesaikan",
    done: "Selesai.",
    reversal: {
      words:
        "Belum pasti apakah uang {id} kembali. Anda yang memutuskan. Jika ya, toko diberi tahu. Nama dan catatan Anda ada di riwayat; audit menyimpan nama Anda dan hasilnya.",
      outcome: "Di mana uangnya?",
      payment: { succeeded: "Masih di sini", failed: "Ditarik kembali" },
      payout: { succeeded: "Tetap pada penerima", failed: "Sudah kembali" },
    },
  },
  refund: {
    title: "Kembalikan uang",
    available: "Paling banyak {amount} dapat dikembalikan.",
    underWay: "{amount} sudah ada di pengembalian lain.",
    unconfirmed:
      "{amount} hanya dilaporkan lewat callback. Penyedia tidak mengonfirmasinya, jadi tidak dapat dikembalikan.",
    excess: "Pelanggan kelebihan bayar {amount}.",
    nothingLeft: "Semua yang diterima sudah dikembalikan atau ada di pengembalian yang sedang berjalan.",
    unreadable: "“{text}” bukan jumlah uang. Tulis seperti {example}.",
    ambiguous: "“{text}” dapat dibaca dengan dua cara. Tulis seperti {example}, dengan {decimals} desimal.",
    decimals: "{currency} paling banyak {decimals} desimal.",
    tooMuch: "Itu lebih dari {amount} yang dapat dikembalikan.",
    zero: "Jumlahnya harus lebih dari nol.",
    wholeOnly: "{account} hanya membayar jumlah bulat, tanpa desimal.",
    fewDecimals: "{account} hanya membayar jumlah dengan paling banyak {decimals} desimal.",
    remainder: "Sisa {amount} tidak dapat dibayarkan.",
    tooSmall: "Hanya tersisa {amount}. Tidak ada akun yang dapat membayar jumlah sekecil itu.",
    how: "Cara",
    claim: "Lewat tautan: pelanggan mengisi rekening",
    claimWords:
      "Sebuah tautan dibuat. Anda mengirimnya ke pelanggan, yang mengisi rekening. Lalu {account} membayar {amount} ke sana.",
    payout: "Lewat pengiriman uang: Anda mengisi rekening",
    payoutWords: "{account} membayar {amount} ke rekening yang Anda isi begitu Anda setuju.",
    providerWords:
      "{account} mengembalikan {amount} ke rekening asal pembayaran. Tidak ada yang perlu mengisi rekening.",
    paying: "Akun yang membayar",
    channel: "Kode bayar pengiriman",
    noAccount:
      "Tidak ada akun yang membayar dalam {currency}, jadi pembayaran ini tidak dapat dikembalikan di sini.",
    approval:
      "Jumlah besar, atau rekening atas nama selain pembayar, menunggu sampai orang lain menyetujuinya.",
    reasons: {
      duplicate: "Dibayar dua kali",
      overpaid: "Kelebihan bayar",
      late: "Dibayar terlambat",
      requested: "Diminta pelanggan",
      other: "Hal lain",
    },
    accountTypes: {
      bank: "Rekening bank",
      clabe: "CLABE",
      card: "Kartu",
      upi: "ID UPI",
      cpf: "Pix: CPF",
      cnpj: "Pix: CNPJ",
      phone: "Pix: telepon",
      email: "Pix: email",
      key: "Pix: kunci acak",
    },
    doPlain: "Kembalikan",
    done: "Pengembalian dibuat.",
    link: "Tautan untuk pelanggan",
    linkHint: "Siapa pun yang punya tautan ini menentukan ke mana uangnya pergi. Kirim hanya ke pelanggan.",
    linkOver: "Tautan untuk pelanggan sudah dipakai atau tidak berlaku lagi.",
  },
  cancelRefund: {
    title: "Batalkan pengembalian",
    words: "Tautan pelanggan tidak berlaku lagi, dan tidak ada yang dibayarkan.",
    approvalWords: "Pengembalian menunggu persetujuan. Tidak dikirim, dan pelanggan tidak menerima uang.",
    do: "Batalkan pengembalian",
    done: "Pengembalian dibatalkan.",
  },
  cancelSession: {
    title: "Batalkan sesi",
    words:
      "Pelanggan tidak dapat lagi membayar {reference}. Pesanan yang terbuka dibatalkan di penyedia bila bisa. Uang yang tetap datang tidak hilang: Anda diberi tahu.",
    do: "Batalkan sesi",
    done: "Sesi dibatalkan.",
  },
  changeSession: {
    title: "Ubah yang harus dibayar",
    words:
      "Halaman pelanggan langsung ikut berubah. Pesanan yang belum dilihat pelanggan, atau yang dapat dibatalkan, dibatalkan dulu.",
    expiresIn: "Kedaluwarsa dalam berapa jam?",
    do: "Ubah",
    done: "Diubah.",
    keep: "Biarkan isian apa adanya untuk mempertahankannya.",
  },
  settleFirst:
    "Satu pembayaran sesi ini belum diselesaikan. Selesaikan dulu: sebelum itu, sesi tidak dapat dibatalkan dan jumlahnya tidak dapat diubah.",
  link: {
    title: "Tautan ke halaman pembayaran",
    words:
      "Menampilkan alamat halaman tempat {reference} dibayar. Siapa pun yang punya dapat melihat dan membayarnya.",
    inReview:
      "Menampilkan alamat halaman {reference}. Siapa pun yang punya dapat melihat pesanannya. Tidak ada yang dapat dibayar di sana sampai pembayarannya diselesaikan.",
    do: "Tampilkan tautan",
    done: "Ini tautannya.",
  },
  approve: {
    title: "Setujui pengiriman uang",
    words: "{account} langsung mengirim {amount} untuk {reference}. Tidak dapat dibatalkan.",
    do: "Setujui dan kirim {amount}",
    done: "Disetujui.",
  },
  reject: {
    title: "Tolak pengiriman uang",
    words: "{amount} untuk {reference} tidak dikirim, sekarang atau nanti.",
    do: "Tolak",
    done: "Ditolak.",
  },
  approval: {
    title: "Siapa yang membayar dan siapa yang dibayar",
    payer: "Pembayar",
    same: "Kedua nama sama.",
    differ: "Namanya berbeda. Periksa sebelum menyetujui.",
    unknown: "Namanya tidak diketahui.",
    unreadable: "Namanya tidak dapat dibaca. Jangan setujui sebelum diketahui.",
    toPayer: "Penyedia mengembalikan uang kepada pembayarnya.",
    maker: "Diminta oleh",
    own: "Anda yang meminta pengiriman uang ini, jadi orang lain harus menyetujui atau menolaknya.",
    nobody:
      "Tidak tercatat siapa yang meminta pengiriman uang ini, jadi tidak ada yang dapat menyetujuinya. Ini hanya dapat dibiarkan.",
  },
  redeliver: {
    title: "Kirim peristiwa lagi",
    words:
      "{type} dikirim lagi ke setiap tujuan yang menerimanya. Toko yang sudah punya harus mengabaikan ulangannya.",
    do: "Kirim lagi",
    done: "Sedang dikirim.",
  },
  replay: {
    title: "Kirim banyak peristiwa lagi",
    words:
      "Setiap peristiwa dari waktu ini dikirim lagi, yang tertua dulu. Toko yang sudah punya harus mengabaikan ulangannya.",
    undelivered: "Hanya yang tidak terkirim",
    do: "Kirim",
    done: "Sedang dikirim.",
  },
  test: {
    title: "Kirim peristiwa uji",
    words: "Setiap tujuan menerima satu peristiwa uji. Ini bukan tentang pembayaran apa pun.",
    do: "Kirim uji",
    done: "Uji dikirim.",
  },
  balance: "Periksa saldo",
};
