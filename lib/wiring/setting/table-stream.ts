import { viewTypes } from '../resource/view-type';
import { choice } from './control';
import { question } from './setting';

const viewType = question(choice(viewTypes), { initial: 'NEW_AND_OLD_IMAGES' });

export const settings = { viewType };
