import { startFigure } from '../kinds/start.mjs';

export default startFigure({
  title: 'serve: command to first reply',
  goal: { ratio: 2.5, mbMax: 80 },
  args: () => ['--seed-data', 'small'],
});
