/** Name and text of the schema, in the language of ROS 2 messages; the text stands in every recording. */
export const TRACE_SCHEMA_NAME = "afar_msgs/msg/TraceFrame";
export const TRACE_SCHEMA = `\
# What one frame of a camera contributes to a bed's traces, unrounded. Investigational, not for clinical use.
# A list that may be empty stands for a value that may be missing.
float64 t_ms              # since the source's first frame
float64 duration_ms       # how long the picture is shown
bool keyframe             # the codec restarted its prediction
float64[] rgb             # mean r, g, b of each region, 0 to 255; the regions' names are in the file's metadata
uint8[] usable            # 1 where a region's colour can be used
uint8[] refusals          # why it cannot: 0 none, 1 outside, 2 small, 3 clipped, 4 not-skin, 5 left-out; empty: not told
uint8 mouth_covered       # 0 no, 1 yes, 2 nobody looked
float64[] room            # mean r, g, b of the view without the patient; empty where the patient fills it
HeadPose[] head           # empty without a face
bool mesh_recorded        # false: this recording leaves the face's mesh out
FaceMesh[] mesh           # empty where none was measured in this frame
bool motion_recorded
TissueMotion[] motion     # empty in a frame in which it was not measured
PictureSample[] picture   # empty where the picture was not judged
FaceSight[] sight         # empty where the recording does not tell who is in view
float64[] packet_bytes    # of the compressed picture; empty where the source does not tell
float64[] lag_ms          # how long the picture waited before it was used; empty in a replay
float64[] left_out_frames # that came since the one before and were left out because the box is slow; empty: none
NetworkPulse[] network    # what a learned network said of the pulse; empty where the bed has none
================================================================================
MSG: afar_msgs/HeadPose
# Pose of the head in pixels of the stored frame.
float64 x_px
float64 y_px
float64 width_px
================================================================================
MSG: afar_msgs/FaceMesh
float64 score             # probability that a face is there, 0 to 1
float64 width_px
float32[] points          # x, y, z of 468 landmarks, pixels of the stored frame
================================================================================
MSG: afar_msgs/TissueMotion
# Where the tissue in each cell of a grid over the stored frame stands, row by row.
float64 t_ms
float64 width_px
float64 height_px
float64 columns
float64 rows
float64 cell_px
float64 left_px
float64 top_px
float32[] x_px
float32[] y_px
float32[] quality_x       # reciprocal of the expected error, 1/px; 0: not seen
float32[] quality_y
================================================================================
MSG: afar_msgs/PictureSample
# What the picture is like as such.
float64[] cells           # mean brightness of 16 rows of 3 cells over the stored frame, row by row, 0 to 255
float64 level             # mean brightness of the view, 0 to 255
float64 dark_share        # share of the view at the sensor's lower end, 0 to 1
float64 bright_share      # the same at the upper end
float64[] frozen_share    # share that did not change from the frame before; empty where there was none
float64[] blur_px         # width of the blur of edges; empty where not measured
================================================================================
MSG: afar_msgs/FaceSight
# Who is in view.
FacePlace[] place         # the followed face, where it was measured in this frame
bool found                # by a search in this frame, and not followed from the one before
bool looked               # somebody looked for others in this frame
FacePlace[] others
================================================================================
MSG: afar_msgs/NetworkPulse
uint8[] name              # of the network, UTF-8
float64 lowest_bpm        # rates that it was made for
float64 highest_bpm
NetworkSample[] samples   # since the frame before
bool silent               # it is left out or has failed
uint8[] note              # why, UTF-8
================================================================================
MSG: afar_msgs/NetworkSample
float64 t_ms              # since the source's first frame
float64 bvp               # its pulse wave, any unit
================================================================================
MSG: afar_msgs/FacePlace
# Middle and long side of a face's outline, pixels of the stored frame.
float64 x_px
float64 y_px
float64 size_px
`;

/** Between the texts of a message and of those that it is made of. */
const NEXT = /^=+\n/m;
/** The last field of the first recordings. */
const FIRST_END = "float64[] lag_ms ";

/** Whether a frame of a recording with this schema can be read: fields are only ever added to its end, and earlier ones lack them. */
export function isReadableSchema(text: string): boolean {
  const [frame, ...parts] = TRACE_SCHEMA.split(NEXT);
  const [ownFrame, ...ownParts] = text.split(NEXT);
  return frame.startsWith(ownFrame) && ownFrame.includes(FIRST_END) && ownParts.every((part) => parts.includes(part));
}
