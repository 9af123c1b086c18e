// SPDX-License-Identifier: Apache-2.0
#include "words/service_item.h"

#include <core/said.h>

namespace yz {

std::vector<ServiceItem> homeServices()
{
    return {
        {QStringLiteral("legal-aid"), Said::tr("法律援助"), Said::tr("请不起律师，国家帮您")},
        {QStringLiteral("mediation"), Said::tr("人民调解"), Said::tr("有纠纷，请人说和")},
        {QStringLiteral("advice"), Said::tr("法律咨询"), Said::tr("有疑问，问问律师")},
        {QStringLiteral("notary"), Said::tr("公证预约"), Said::tr("遗嘱、委托、声明等")},
        {QStringLiteral("appraisal"), Said::tr("司法鉴定"), Said::tr("伤情、笔迹等鉴定")},
        {QStringLiteral("laws"), Said::tr("查法律"), Said::tr("法律法规全文")},
        {QStringLiteral("guide"), Said::tr("办事指南"), Said::tr("去哪办、带什么")},
        {QStringLiteral("progress"), Said::tr("查进度"), Said::tr("办到哪一步了")},
    };
}

} // namespace yz
