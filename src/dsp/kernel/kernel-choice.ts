import type { RegionKernel } from "./region-kernel.ts";
import { binsOf, type RegionPlan } from "./region-plan.ts";
import { planRegionTwin } from "./region-twin.ts";
import { runsSimd } from "./simd-module.ts";
import { planSimdRegions } from "./simd-regions.ts";

/**
 * Plans a kernel on SIMD where the engine has it, else on its twin in float64. The two agree to 5e-4 of a wave's and a
 * spectrum's largest value and to 0.002 /min; each gives the same bytes again on the same machine. Allocates once.
 *
 * POS after Wang, den Brinker, Stuijk, de Haan, IEEE TBME 2017. Throws RangeError on a plan that cannot be.
 */
export function planRegionKernel(plan: RegionPlan): RegionKernel {
  binsOf(plan);
  return runsSimd() ? planSimdRegions(plan) : planRegionTwin(plan);
}
