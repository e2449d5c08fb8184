import type { ClaimTexts } from "./texts.ts";

/** Bangla. */
export const claimTexts: ClaimTexts = {
  title: "{merchant} থেকে টাকা ফেরত",
  where: "টাকা কোথায় পাঠানো হবে?",
  debitCard: "ডেবিট কার্ড",
  upiId: "UPI ID",
  randomKey: "র‍্যান্ডম কী",
  holder: "অ্যাকাউন্টধারীর নাম",
  holderNote: "অন্য কেউ টাকা দিয়ে থাকলে {merchant} আগে নামটি যাচাই করবে।",
  bankName: "ব্যাংকের নাম",
  bankCode: "ব্যাংক কোড",
  digits: "অঙ্কের সংখ্যা: {n}",
  compare: "একটি অঙ্ক ভুল মনে হচ্ছে। অনুগ্রহ করে নম্বরটি মিলিয়ে দেখুন।",
  check: "এটা কি ঠিক আছে?",
  checkNote: "ভুল অ্যাকাউন্টে যাওয়া টাকা ফেরত পাওয়া কঠিন।",
  change: "বদলান",
  confirm: "হ্যাঁ, পাঠান",
  sending: "টাকা পাঠানো হচ্ছে",
  sendingNote: "আপনি এই পাতা বন্ধ করে পরে আবার লিংকটি খুলতে পারেন।",
  waiting: "{merchant} আপনার তথ্য যাচাই করছে",
  sent: "টাকা পাঠানো হয়েছে",
  failed: "টাকা পাঠানো যায়নি",
  expired: "এই লিংকের মেয়াদ শেষ",
  canceled: "এই ফেরত বাতিল করা হয়েছে",
  blocked: "এই পাতাটি এখানে কাজ করতে পারছে না। পাতাটি আবার লোড করুন, JavaScript চালু করুন, অথবা লিংকটি অন্য ব্রাউজারে খুলুন।",
};
