"""An RTSP server that streams one video file for ever: FILE PORT [--user USER --password PASSWORD] [--certificate PEM] [--codec h265] [--no-video]."""
import argparse
import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("port")
parser.add_argument("--user")
parser.add_argument("--password")
parser.add_argument("--certificate")
parser.add_argument("--stamp-offset", default="4294967295")
parser.add_argument("--codec", choices=["h264", "h265"], default="h264")
parser.add_argument("--no-video", action="store_true")
arguments = parser.parse_args()

Gst.init(None)
server = GstRtspServer.RTSPServer.new()
server.set_address("127.0.0.1")
server.set_service(arguments.port)
factory = GstRtspServer.RTSPMediaFactory.new()
if arguments.no_video:
    factory.set_launch("( audiotestsrc is-live=true ! audioconvert ! rtpL16pay name=pay0 pt=97 )")
else:
    factory.set_launch(
        f"( multifilesrc location={arguments.file} loop=true ! qtdemux ! {arguments.codec}parse"
        f" ! rtp{arguments.codec}pay name=pay0 pt=96 config-interval=-1 timestamp-offset={arguments.stamp_offset} )"
    )
factory.set_shared(True)
if arguments.user or arguments.certificate:
    auth = GstRtspServer.RTSPAuth.new()
    token = GstRtspServer.RTSPToken.new()
    token.set_string("media.factory.role", "viewer")
    if arguments.certificate:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(arguments.certificate))
    if arguments.user:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(arguments.user, arguments.password, token)
    else:
        auth.set_default_token(token)
    server.set_auth(auth)
    roles = GstRtspServer.RTSPPermissions.new()
    roles.add_permission_for_role("viewer", "media.factory.access", True)
    roles.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(roles)
server.get_mount_points().add_factory("/bed", factory)
server.attach(None)
print("ready", flush=True)
GLib.MainLoop().run()
