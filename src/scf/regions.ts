/**
 * Regions of the platform, by their names in the API: what lists of its products have in common, and the finance regions. Only to find slips of
 * the pen by: one that is not among them may be newer, so it is no error.
 * @source regions of API Gateway 628/33133, zones of CVM (`ZoneInfo`)
 */
export const regions: readonly string[] = [
  'ap-bangkok',
  'ap-beijing',
  'ap-beijing-fsi',
  'ap-chengdu',
  'ap-chongqing',
  'ap-guangzhou',
  'ap-hongkong',
  'ap-jakarta',
  'ap-mumbai',
  'ap-nanjing',
  'ap-seoul',
  'ap-shanghai',
  'ap-shanghai-fsi',
  'ap-shenzhen-fsi',
  'ap-singapore',
  'ap-tokyo',
  'eu-frankfurt',
  'na-ashburn',
  'na-siliconvalley',
  'na-toronto',
  'sa-saopaulo',
];
