/** What the platform itself says, word for word, in either of our languages. @source S155, S154, S123 */
export const platformTexts = {
  processExit: 'User process exit when running',
  memory: (memoryMB: number): string => `Task memory exceeded ${memoryMB} MB`,
  containerExited: 'ContainerStateExited',
} as const;
