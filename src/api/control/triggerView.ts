import type { TriggerRecord } from './record';
import { timeText } from './time';

/** A trigger as the API tells it. @source scf-api.md §5.7: the constants are those of its examples */
export function triggerView({ name, type, desc, qualifier, enabled, customArgument, description, addMs, modMs }: TriggerRecord) {
  return {
    TriggerName: name,
    Type: type,
    TriggerDesc: desc,
    Qualifier: qualifier,
    Enable: enabled ? 1 : 0,
    CustomArgument: customArgument,
    Description: description,
    AvailableStatus: 'Available',
    BindStatus: 'on',
    TriggerAttribute: 'single',
    ResourceId: '',
    AddTime: timeText(addMs),
    ModTime: timeText(modMs),
  };
}
