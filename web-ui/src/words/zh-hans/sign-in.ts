import type { SignInWords } from "../../sign-in/sign-in-words.ts";

export const signInWords: SignInWords = {
  title: "登录",
  setUpTitle: "设置此监测站",
  setUpNote: "监测站已在其终端显示一个代码，可用一次以建立第一个管理员账号。",
  code: "代码",
  name: "名称",
  password: "密码",
  newPassword: "密码，至少 10 个字符",
  signIn: "登录",
  setUp: "建立账号",
  cancel: "取消",
  notDone: "监测站没有回应。",
  refusedElsewhere: "登录被拒绝：请向监测站管理者要求角色。",
  stoodDown: "仅显示",
  again: "此屏幕已闲置：请重新登录以下达指令。",
  signOut: "退出登录",
  other: "以其他身份登录",
  account: (name: string) => `已登录：${name}`,
};
