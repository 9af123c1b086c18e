// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "call/call_process.h"
#include "session_shared.h"

#include <gst/gst.h>

namespace yz {

/** Pictures of an appsink go into the shared memory. */
void showFrom(GstElement *appsink, CallStream stream, const SharedSession &shared);

/** A stream arrived: decodes it, if it is the first of its kind and an encoding of ours; else it is poured away. */
void receive(GstElement *pipeline, GstPad *pad, const CallSetup &setup, const SharedSession &shared);

/** Drops packets on the elements that speak to the network, both ways. Only a test asks for it. */
void losePackets(GstElement *pipeline, double loss);

} // namespace yz
