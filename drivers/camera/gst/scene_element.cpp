// SPDX-License-Identifier: Apache-2.0
#include "scene_element.h"

#include "camera/scene.h"

#include <gst/base/gstpushsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <algorithm>
#include <cstring>

// A GStreamer element in its own idiom: C structures, made and ended by GObject.
namespace {

struct YizhanScene
{
    GstPushSrc parent;
    GstVideoInfo info;
    int scene;
    guint64 number;
    QImage *background; ///< drawn once for each size; read by the streaming thread only
};
struct YizhanSceneClass
{
    GstPushSrcClass parent;
};

G_DEFINE_TYPE(YizhanScene, yizhan_scene, GST_TYPE_PUSH_SRC)

constexpr guint kSceneProperty = 1;

GstStaticPadTemplate sourcePad =
    GST_STATIC_PAD_TEMPLATE("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(GST_VIDEO_CAPS_MAKE("BGRx")));

YizhanScene *self(gpointer object)
{
    return static_cast<YizhanScene *>(object);
}

void setProperty(GObject *object, guint, const GValue *value, GParamSpec *)
{
    self(object)->scene = g_value_get_int(value);
}

void getProperty(GObject *object, guint, GValue *value, GParamSpec *)
{
    g_value_set_int(value, self(object)->scene);
}

void finalize(GObject *object)
{
    delete self(object)->background;
    G_OBJECT_CLASS(yizhan_scene_parent_class)->finalize(object);
}

GstCaps *fixate(GstBaseSrc *, GstCaps *caps)
{
    caps = gst_caps_make_writable(caps);
    GstStructure *wish = gst_caps_get_structure(caps, 0);
    gst_structure_fixate_field_nearest_int(wish, "width", 640);
    gst_structure_fixate_field_nearest_int(wish, "height", 480);
    gst_structure_fixate_field_nearest_fraction(wish, "framerate", 30, 1);
    return gst_caps_fixate(caps);
}

gboolean setCaps(GstBaseSrc *source, GstCaps *caps)
{
    auto *scene = self(source);
    if (gst_video_info_from_caps(&scene->info, caps) == FALSE)
        return FALSE;
    const QSize size(GST_VIDEO_INFO_WIDTH(&scene->info), GST_VIDEO_INFO_HEIGHT(&scene->info));
    delete scene->background;
    scene->background = new QImage(yz::drawScene(static_cast<yz::Scene>(scene->scene), size));
    gst_base_src_set_blocksize(source, static_cast<guint>(GST_VIDEO_INFO_SIZE(&scene->info)));
    return TRUE;
}

gboolean start(GstBaseSrc *source)
{
    self(source)->number = 0;
    return TRUE;
}

/** Paces the pictures: the base class waits on the pipeline's clock for their times. */
void getTimes(GstBaseSrc *, GstBuffer *buffer, GstClockTime *begin, GstClockTime *end)
{
    *begin = GST_BUFFER_PTS(buffer);
    *end = *begin + GST_BUFFER_DURATION(buffer);
}

/** Called when its time has not yet come, so the clock bars are of one picture ago at most. */
GstFlowReturn fill(GstPushSrc *source, GstBuffer *buffer)
{
    auto *scene = self(source);
    GstMapInfo map;
    if (scene->background == nullptr || gst_buffer_map(buffer, &map, GST_MAP_WRITE) == FALSE)
        return GST_FLOW_ERROR;
    const auto &background = *scene->background;
    QImage picture(map.data, background.width(), background.height(),
                   static_cast<qsizetype>(GST_VIDEO_INFO_PLANE_STRIDE(&scene->info, 0)), QImage::Format_RGB32);
    std::memcpy(map.data, background.constBits(), std::min(map.size, static_cast<gsize>(background.sizeInBytes())));
    if (static_cast<yz::Scene>(scene->scene) == yz::Scene::Clock)
        yz::drawClockBars(picture, yz::clockBarsOf(yz::SystemClock().now()));
    gst_buffer_unmap(buffer, &map);

    const auto duration = gst_util_uint64_scale_int(GST_SECOND, GST_VIDEO_INFO_FPS_D(&scene->info),
                                                    std::max(GST_VIDEO_INFO_FPS_N(&scene->info), 1));
    GST_BUFFER_PTS(buffer) = scene->number * duration;
    GST_BUFFER_DURATION(buffer) = duration;
    GST_BUFFER_OFFSET(buffer) = scene->number++;
    return GST_FLOW_OK;
}

void yizhan_scene_init(YizhanScene *scene)
{
    gst_video_info_init(&scene->info);
    scene->background = nullptr;
    scene->number = 0;
    scene->scene = 0;
    gst_base_src_set_live(GST_BASE_SRC(scene), TRUE);
    gst_base_src_set_format(GST_BASE_SRC(scene), GST_FORMAT_TIME);
}

void yizhan_scene_class_init(YizhanSceneClass *type)
{
    auto *object = G_OBJECT_CLASS(type);
    object->set_property = setProperty;
    object->get_property = getProperty;
    object->finalize = finalize;
    g_object_class_install_property(
        object, kSceneProperty,
        g_param_spec_int("scene", "Scene", "What is drawn", 0, static_cast<int>(yz::Scene::Empty), 0,
                         static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS)));
    auto *element = GST_ELEMENT_CLASS(type);
    gst_element_class_add_static_pad_template(element, &sourcePad);
    gst_element_class_set_static_metadata(element, "Drawn scene", "Source/Video", "A camera that is drawn", "Yizhan");
    auto *base = GST_BASE_SRC_CLASS(type);
    base->fixate = fixate;
    base->set_caps = setCaps;
    base->start = start;
    base->get_times = getTimes;
    GST_PUSH_SRC_CLASS(type)->fill = fill;
}

} // namespace

namespace yz {

bool registerSceneElement()
{
    return gst_element_register(nullptr, "yizhanscene", GST_RANK_NONE, yizhan_scene_get_type()) != FALSE;
}

} // namespace yz
