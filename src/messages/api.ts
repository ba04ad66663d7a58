import { apiAliasesTexts } from './apiAliases';
import { apiCodeTexts } from './apiCode';
import { apiConfigurationTexts } from './apiConfiguration';
import { apiFunctionsTexts } from './apiFunctions';
import { apiInvokeTexts } from './apiInvoke';
import { apiNamesTexts } from './apiNames';
import { apiParamsTexts } from './apiParams';
import { apiProvisionedTexts } from './apiProvisioned';
import { apiQuotasTexts } from './apiQuotas';
import { apiRefusalTexts } from './apiRefusal';
import { apiRoutesTexts } from './apiRoutes';
import { apiServicesTexts } from './apiServices';
import { apiSignatureTexts } from './apiSignature';
import { apiTriggersTexts } from './apiTriggers';
import { apiWireTexts } from './apiWire';
import { speaker } from './saying';
import type { Said } from './text';

/** What a local region answers instead of what was asked for; of all commands `offline` alone loads it. */
export const apiTexts = {
  ...apiAliasesTexts,
  ...apiCodeTexts,
  ...apiConfigurationTexts,
  ...apiFunctionsTexts,
  ...apiInvokeTexts,
  ...apiNamesTexts,
  ...apiParamsTexts,
  ...apiProvisionedTexts,
  ...apiQuotasTexts,
  ...apiRefusalTexts,
  ...apiRoutesTexts,
  ...apiServicesTexts,
  ...apiSignatureTexts,
  ...apiTriggersTexts,
  ...apiWireTexts,
};

/** A text of the API in every language: the request that it answers says in which one it is told. */
export const said = speaker(apiTexts);

/** What the platform itself says of an invocation: it has one language for that. @source S§13 */
export function platformSaid(message: string): Said {
  return { en: message, zh: message };
}
