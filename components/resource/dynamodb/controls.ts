import { ViewTypeChoice } from './view-type-choice';

export const controls = { viewType: ViewTypeChoice };
