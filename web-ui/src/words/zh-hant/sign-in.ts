import type { SignInWords } from "../../sign-in/sign-in-words.ts";

export const signInWords: SignInWords = {
  title: "登入",
  setUpTitle: "設定此監測站",
  setUpNote: "監測站已在其終端機顯示一組代碼，可用一次以建立第一個管理員帳號。",
  code: "代碼",
  name: "名稱",
  password: "密碼",
  newPassword: "密碼，至少 10 個字元",
  signIn: "登入",
  setUp: "建立帳號",
  cancel: "取消",
  notDone: "監測站沒有回應。",
  refusedElsewhere: "登入被拒絕：請向監測站管理者要求角色。",
  stoodDown: "僅顯示",
  again: "此螢幕已閒置：請重新登入以下達指令。",
  signOut: "登出",
  other: "以其他身分登入",
  account: (name: string) => `已登入：${name}`,
};
