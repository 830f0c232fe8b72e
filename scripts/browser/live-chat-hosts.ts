/** Lists the hosts of LiveChat that lead to the stand-in in tests: what the extension calls, and the pages that it opens. */
export const liveChatHosts = [
  'accounts.livechat.com',
  'accounts.livechatinc.com',
  'api.livechatinc.com',
  'my.livechatinc.com',
  'status.livechat.com',
] as const;
