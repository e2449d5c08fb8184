/** This machine, in every spelling that a URL parser or a resolver takes for it. */
export const loopbackHosts = [
  "127.0.0.1",
  "localhost",
  "[::1]",
  "2130706433",
  "0x7f.1",
  "0177.0.0.1",
  "127.1",
  "0x7f000001",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "0.0.0.0",
  "0",
  "LOCALHOST",
  "127.0.0.1.",
  "１２７.0.0.1",
];
