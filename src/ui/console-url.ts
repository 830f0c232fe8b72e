/** Names the place where LiveChat's apps are made. */
export const consoleUrl = 'https://platform.text.com/console';
