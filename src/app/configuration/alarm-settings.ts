import type { AlarmSettings } from "../../wire/alarms.ts";
import type { AlarmChoice } from "../../wire/configuration.ts";
import { defaultAlarmSettings } from "../../alarms/profile.ts";

/**
 * How a bed alarms: by its own keys, else by the ward's, else by its profile. Limits of the ward hold only for beds of the
 * ward's profile: those of adults would never alarm for a newborn. Allocates.
 */
export function alarmSettings(ward: AlarmChoice = {}, bed: AlarmChoice = {}): AlarmSettings {
  const wardProfile = ward.profile ?? "adult";
  const profile = bed.profile ?? wardProfile;
  const preset = defaultAlarmSettings(profile);
  const limit = { ...(profile === wardProfile ? ward : {}), ...bed };
  const choice = { ...ward, ...bed };
  const { pulse, respiration } = preset.limits;
  const conditionDelayS = choice.conditionDelayS ?? preset.conditionDelayS;
  return {
    profile,
    limits: {
      pulse: { low: limit.pulseLowBpm ?? pulse.low, high: limit.pulseHighBpm ?? pulse.high },
      respiration: {
        low: limit.respirationLowBrpm ?? respiration.low,
        high: limit.respirationHighBrpm ?? respiration.high,
      },
    },
    conditionDelayS,
    extremeDelayS: choice.extremeDelayS ?? Math.min(preset.extremeDelayS, conditionDelayS),
    noBreathDelayS: choice.noBreathS ?? preset.noBreathDelayS,
    latching: [...(choice.latching ?? preset.latching)],
    off: [...(choice.off ?? preset.off)],
    reminderMin: choice.reminderMin ?? preset.reminderMin,
    escalateS: choice.escalate === false ? null : (choice.escalateS ?? preset.escalateS),
  };
}
