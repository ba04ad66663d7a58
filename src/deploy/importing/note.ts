import type { Lang } from '../../messages';
import { sayImporting } from '../../messages/importing';

/** Something of a function that the written file does not say, or says in another way; it is told in a comment beside the function. */
export type Note =
  /** A trigger that the file cannot say. `why`: `url` an address of its own; `kind` unknown; `desc` a description that cannot be read. */
  | { readonly kind: 'trigger'; readonly type: string; readonly name: string; readonly qualifier: string; readonly why: 'url' | 'kind' | 'desc' }
  | { readonly kind: 'provisionedElsewhere'; readonly version: string; readonly instances: number }
  | { readonly kind: 'provisioned'; readonly version: string; readonly instances: number }
  | { readonly kind: 'aliases'; readonly names: readonly string[] }
  | { readonly kind: 'split' }
  | { readonly kind: 'defaultVersion'; readonly version: string }
  | { readonly kind: 'status'; readonly status: string; readonly untold: boolean }
  | { readonly kind: 'refused'; readonly option: string; readonly value: string; readonly why: (lang: Lang) => string };

/** One line. */
export function sayNote(lang: Lang, note: Note): string {
  switch (note.kind) {
    case 'trigger':
      return sayImporting(lang, `importing.trigger.${note.why}`, note);
    case 'provisionedElsewhere':
      return sayImporting(lang, 'importing.provisionedElsewhere', note);
    case 'provisioned':
      return sayImporting(lang, 'importing.provisioned', note);
    case 'aliases':
      return sayImporting(lang, 'importing.aliases', note);
    case 'split':
      return sayImporting(lang, 'importing.split');
    case 'defaultVersion':
      return sayImporting(lang, 'importing.defaultVersion', note);
    case 'status':
      return sayImporting(lang, 'importing.status', note);
    case 'refused':
      return sayImporting(lang, 'importing.refused', { ...note, why: note.why(lang) });
  }
}
