/** How the figures come about, sentence by sentence: printed in every report. */
export const METHOD: readonly string[] = [
  "Each recording is replayed through the pipeline of a bed, as fast as the machine allows; values use past frames only, one a second.",
  "A pulse rate shown at a second is held against the mean true rate of the 10 s that end there, a breathing rate against 30 s. Where the truth moves by more than 6 /min within that time, the distance to its span counts instead.",
  "Judging begins at second 12 (15 for breathing, 8 in clips of 10 s or less). Seconds for which less than half of that time has a known rate are not judged.",
  "A reference that is a mean over a window of its own, centred on its time, counts with those of its values whose window lies within the time judged. Intervals between beats become rates per second.",
  "Coverage is the share of seconds with a true rate that show a rate which is not held. Held rates count neither as coverage nor as errors; the share of them that is right stands apart. A gap is a run of seconds without coverage.",
  "Where there is no pulse or breath from the start, every second with a rate is false, held or not. Where it ends later, the next 12 s are not judged, after that every rate is false.",
  "A rate is right when its error is at most the recording's own tolerance, else 3 /min (2 for breathing) or what --tolerance says. MAE and RMSE are over shown rates, pooled by the second.",
  "Best constant: the score of the best answer that never changes, shown at every second with a true rate, chosen with the truth in hand for each figure in steps of 0.5 /min. Its coverage is 100 %, it has no gap, and every second without a pulse is false.",
  "Confidence: ten bins of equal width; a rate shown where nothing may be shown counts as wrong. The risk-coverage curve drops rates of low confidence first and counts as risk the share of wrong ones among those kept; it is over seconds with a true rate.",
  "Bland-Altman: bias and limits of agreement (1.96 standard deviations) of shown minus true rate, without seconds judged by their span. Seconds of one recording are not independent: the limits describe these recordings and infer nothing.",
  "Variability: SDNN and RMSSD are held against the reference's intervals within the same window, median over the seconds with a value; the mean rate is the mean of the shown rates against the reference's of the same seconds.",
];
