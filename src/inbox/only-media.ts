/** What QQ writes in place of a picture, a sticker, a file …, some with a name behind a colon. */
const PLACEHOLDER = /\[(?:图片|表情|动画表情|语音|视频|文件|闪照|自定义表情)(?:[:：][^\]\n]*)?\]/g;

/** Whether a QQ message is nothing but placeholders of media; a blank one is not asked about. */
export const isOnlyMedia = (text: string): boolean => text.includes("[") && text.replace(PLACEHOLDER, "").trim() === "";
