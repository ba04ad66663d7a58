export { chosenNames } from './choose';
export { listedIn, readFunctions } from './read';
export { importedFrom, type Imported } from './service';
