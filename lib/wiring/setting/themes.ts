export { settings as access } from './access';
export { settings as batching } from './batching';
export { settings as consumer } from './consumer';
export { settings as failure } from './failure';
export { settings as reading } from './reading';
export { settings as tableStream } from './table-stream';
export { settings as watching } from './watching';
