<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Start page</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Recommend: what goes with it</source>
        <translation>推荐：搭配什么</translation>
    </message>
    <message>
        <source>Prices and forecasts</source>
        <translation>价格与预测</translation>
    </message>
    <message>
        <source>Photos: recognise and teach</source>
        <translation>照片：识别与教学</translation>
    </message>
    <message>
        <source>Voice: say a product</source>
        <translation>语音：说出商品</translation>
    </message>
    <message>
        <source>Find any command or product</source>
        <translation>查找任何命令或商品</translation>
    </message>
    <message>
        <source>Search or scan a product</source>
        <translation>搜索或扫描商品</translation>
    </message>
    <message>
        <source>Quantity of the newest line</source>
        <translation>最新一行的数量</translation>
    </message>
    <message>
        <source>Complete the sale</source>
        <translation>完成结账</translation>
    </message>
    <message>
        <source>Park the basket, or take one up again</source>
        <translation>挂单，或取回挂单</translation>
    </message>
    <message>
        <source>Receipts, and giving back</source>
        <translation>小票与退货</translation>
    </message>
    <message>
        <source>Import or export files, undo an import</source>
        <translation>导入或导出文件，撤销导入</translation>
    </message>
    <message>
        <source>The shop&apos;s data: backups, checks</source>
        <translation>店铺数据：备份与检查</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation>按键与帮助</translation>
    </message>
    <message>
        <source>Change between light and dark</source>
        <translation>切换浅色和深色</translation>
    </message>
    <message>
        <source>Demo shop, and back to your own</source>
        <translation>演示店铺，或回到自己的店铺</translation>
    </message>
    <message>
        <source>Close ShopDesk</source>
        <translation>关闭 ShopDesk</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>On this tab</source>
        <translation>本标签页</translation>
    </message>
</context>
<context>
    <name>AlertRow</name>
    <message>
        <source>Show {0} (Enter); Delete forgets the alert</source>
        <translation>显示 {0} (Enter)；按 Delete 删除该提醒</translation>
    </message>
    <message>
        <source>Forget the alert of {0}</source>
        <translation>删除 {0} 的提醒</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>price rises to {0}</source>
        <translation>价格涨到 {0}</translation>
    </message>
    <message>
        <source>price falls to {0}</source>
        <translation>价格跌到 {0}</translation>
    </message>
    <message>
        <source>cost rises to {0}</source>
        <translation>成本涨到 {0}</translation>
    </message>
    <message>
        <source>cost falls to {0}</source>
        <translation>成本跌到 {0}</translation>
    </message>
    <message>
        <source>price rose to {0} on {1}</source>
        <translation>价格已于 {1} 涨到 {0}</translation>
    </message>
    <message>
        <source>price fell to {0} on {1}</source>
        <translation>价格已于 {1} 跌到 {0}</translation>
    </message>
    <message>
        <source>cost rose to {0} on {1}</source>
        <translation>成本已于 {1} 涨到 {0}</translation>
    </message>
    <message>
        <source>cost fell to {0} on {1}</source>
        <translation>成本已于 {1} 跌到 {0}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Watch the price or the cost</source>
        <translation>关注价格或成本</translation>
    </message>
    <message>
        <source>The value to wait for</source>
        <translation>要等待的数值</translation>
    </message>
    <message>
        <source>The value to wait for; Enter adds the alert</source>
        <translation>要等待的数值；按 Enter 添加提醒</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add the alert</source>
        <translation>添加提醒</translation>
    </message>
    <message>
        <source>Tell me when it passes</source>
        <translation>越过此值时提醒我</translation>
    </message>
    <message>
        <source>Choose a product first.</source>
        <translation>请先选择商品。</translation>
    </message>
    <message>
        <source>Nothing is watched yet. Alerts are looked at whenever prices change.</source>
        <translation>还没有关注任何商品。每当价格变动时都会检查提醒。</translation>
    </message>
</context>
<context>
    <name>AlikeDialog</name>
    <message>
        <source>Names that sound alike</source>
        <translation>听起来相似的名称</translation>
    </message>
    <message>
        <source>Comparing the names…</source>
        <translation>正在比较名称…</translation>
    </message>
    <message>
        <source>{0} alike</source>
        <translation>相似度 {0}</translation>
    </message>
    <message>
        <source>These are the easiest to confuse. Say brand or size with them, or press Enter on a pair to give the second another name.</source>
        <translation>这些最容易混淆。说的时候请加上品牌或规格，或在一对上按回车，给第二个另取一个名字。</translation>
    </message>
    <message>
        <source>No two names sound alike.</source>
        <translation>没有两个听起来相似的名称。</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>What to do about it</source>
        <translation>处理建议</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>BasketController</name>
    <message>
        <source>Sold, and kept on this till until the server is back.</source>
        <translation>已售出，服务器恢复之前先保存在本收银台。</translation>
    </message>
    <message>
        <source>Sold, receipt {0}. More than was in stock: {1}. Count it.</source>
        <translation>已售出，小票 {0}。售出数量超过库存：{1}。请盘点。</translation>
    </message>
    <message>
        <source>Sold, receipt {0}. A new basket is open.</source>
        <translation>已售出，小票 {0}。已打开新的购物篮。</translation>
    </message>
</context>
<context>
    <name>BasketPanel</name>
    <message>
        <source>Basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Fold the basket</source>
        <translation>收起购物篮</translation>
    </message>
    <message>
        <source>Park the basket, or take a parked one up again (Ctrl+P)</source>
        <translation>挂单，或取回已挂的购物篮 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Receipts, and giving back (Ctrl+E)</source>
        <translation>小票与退货 (Ctrl+E)</translation>
    </message>
    <message>
        <source>{0} tax included</source>
        <translation>含税 {0}</translation>
    </message>
    <message>
        <source>1 parked basket</source>
        <translation>1 个挂单</translation>
    </message>
    <message>
        <source>{0} parked baskets</source>
        <translation>{0} 个挂单</translation>
    </message>
    <message>
        <source>Open the basket</source>
        <translation>展开购物篮</translation>
    </message>
    <message>
        <source>Goes with this</source>
        <translation>搭配推荐</translation>
    </message>
    <message>
        <source>Complete sale</source>
        <translation>结账</translation>
    </message>
    <message>
        <source>Complete the sale</source>
        <translation>完成结账</translation>
    </message>
    <message>
        <source>Empty the basket</source>
        <translation>清空购物篮</translation>
    </message>
    <message>
        <source>The basket is empty. Search with Ctrl+K, scan a barcode, or hold F2 and say a product.</source>
        <translation>购物篮是空的。按 Ctrl+K 搜索、扫描条码，或按住 F2 说出商品名。</translation>
    </message>
    <message>
        <source>Lines of the basket</source>
        <translation>购物篮明细</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加 {0}</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 件商品</translation>
    </message>
    <message>
        <source>{0} items</source>
        <translation>{0} 件商品</translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>Add {0} to the basket</source>
        <translation>将 {0} 加入购物篮</translation>
    </message>
</context>
<context>
    <name>CardGrid</name>
    <message>
        <source>Recommended products</source>
        <translation>推荐商品</translation>
    </message>
</context>
<context>
    <name>CareController</name>
    <message>
        <source>Backed up and checked: {0}</source>
        <translation>已备份并检查：{0}</translation>
    </message>
    <message>
        <source>Making a backup …</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>Checking the shop&apos;s data …</source>
        <translation>正在检查店铺数据…</translation>
    </message>
</context>
<context>
    <name>CareDialog</name>
    <message>
        <source>The shop&apos;s data</source>
        <translation>店铺数据</translation>
    </message>
    <message>
        <source>Another folder …</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>全面检查</translation>
    </message>
    <message>
        <source>Restore …</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>No backup yet. The first one is made on its own, or now if you press the button.</source>
        <translation>还没有备份。第一份会自动生成，也可以按按钮立即备份。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>All is well: file, ledger, totals, receipts, pictures and models.</source>
        <translation>一切正常：文件、流水账、合计、小票、图片和模型。</translation>
    </message>
    <message>
        <source>Backups go to</source>
        <translation>备份保存到</translation>
    </message>
    <message>
        <source>One is made every day and before each import; 7 days, 4 weeks and 12 months are kept.</source>
        <translation>每天以及每次导入前都会自动备份；保留最近 7 天、4 周和 12 个月的备份。</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>before an import</source>
        <translation>导入前</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>before a restore</source>
        <translation>恢复前</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>Put the backup of {0} in the shop&apos;s place?</source>
        <translation>用 {0} 的备份替换当前店铺数据？</translation>
    </message>
    <message>
        <source>What is there now is kept as a backup. ShopDesk closes its window for a moment.</source>
        <translation>现有数据会另存为备份。ShopDesk 的窗口会暂时关闭。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>ChanceBar</name>
    <message>
        <source>falls {0}, stays {1}, rises {2}</source>
        <translation>下跌 {0}，持平 {1}，上涨 {2}</translation>
    </message>
</context>
<context>
    <name>ChecksController</name>
    <message>
        <source>Learn again</source>
        <translation>重新学习</translation>
    </message>
    <message>
        <source>Choose a product first, then add its photos.</source>
        <translation>请先选择商品，再添加它的照片。</translation>
    </message>
    <message>
        <source>no check yet</source>
        <translation>尚无检查</translation>
    </message>
    <message>
        <source>{0} of {1} good photos</source>
        <translation>{0}/{1} 张合格品照片</translation>
    </message>
    <message>
        <source>{0} good photos</source>
        <translation>{0} 张合格品照片</translation>
    </message>
    <message>
        <source>Learned what {0} good photos of {1} look like.</source>
        <translation>已通过 {0} 张合格品照片学会 {1} 的外观。</translation>
    </message>
    <message>
        <source>{0} more good photos of {1} are needed.</source>
        <translation>还需要 {0} 张 {1} 的合格品照片。</translation>
    </message>
</context>
<context>
    <name>ChecksView</name>
    <message>
        <source>{0} of {1} good photos: add more to begin.</source>
        <translation>已有 {0}/{1} 张合格品照片：继续添加即可开始。</translation>
    </message>
    <message>
        <source>{0} good photos</source>
        <translation>{0} 张合格品照片</translation>
    </message>
    <message>
        <source>odd</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>good</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Find a product to check</source>
        <translation>查找要检查的商品</translation>
    </message>
    <message>
        <source>Products with a check</source>
        <translation>已设检查的商品</translation>
    </message>
    <message>
        <source>Check specimens</source>
        <translation>检查实物</translation>
    </message>
    <message>
        <source>Find a product at the left and add photos of good ones. Then drop photos of others: ShopDesk says which look odd, and shows where.</source>
        <translation>在左侧查找商品，并添加合格品的照片。然后拖入其他实物的照片：ShopDesk 会指出哪些看起来异常，并标出位置。</translation>
    </message>
    <message>
        <source>Drop photos of good specimens here</source>
        <translation>将合格品照片拖到这里</translation>
    </message>
    <message>
        <source>Add good ones…</source>
        <translation>添加合格品…</translation>
    </message>
    <message>
        <source>Add photos of good specimens</source>
        <translation>添加合格品照片</translation>
    </message>
    <message>
        <source>Good specimens</source>
        <translation>合格品</translation>
    </message>
    <message>
        <source>Drop photos to check here</source>
        <translation>将要检查的照片拖到这里</translation>
    </message>
    <message>
        <source>Check photos…</source>
        <translation>检查照片…</translation>
    </message>
    <message>
        <source>Check photos (Ctrl+O)</source>
        <translation>检查照片 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Checked photos</source>
        <translation>已检查的照片</translation>
    </message>
    <message>
        <source>Arrow keys move; the photo is shown at the right</source>
        <translation>用方向键移动；照片显示在右侧</translation>
    </message>
    <message>
        <source>Take the selected photos out of the good ones (Delete)</source>
        <translation>将选中的照片移出合格品 (Delete)</translation>
    </message>
    <message>
        <source>Where it is odd</source>
        <translation>异常位置</translation>
    </message>
    <message>
        <source>Show more or less of where it is unlike the good ones</source>
        <translation>调整显示多少与合格品不同的部分</translation>
    </message>
    <message>
        <source>Drop a photo: what is unlike the good ones is shown here.</source>
        <translation>拖入一张照片：这里会显示它与合格品的不同之处。</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Looks odd</source>
        <translation>看起来异常</translation>
    </message>
    <message>
        <source>Looks good</source>
        <translation>看起来合格</translation>
    </message>
    <message>
        <source>It differs {0} times as much as the good photos differ among themselves.</source>
        <translation>它的差异是合格品照片之间差异的 {0} 倍。</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中的值</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>choose …</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>not imported</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>What {0} is</source>
        <translation>{0} 的含义</translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message>
        <source>Delete takes the selected photos out</source>
        <translation>按 Delete 移除选中的照片</translation>
    </message>
    <message>
        <source>Photo {0} of {1}</source>
        <translation>第 {0} 张照片，共 {1} 张</translation>
    </message>
</context>
<context>
    <name>CrashTeller</name>
    <message>
        <source>ShopDesk stopped unexpectedly the last time. {report} tells what happened, for you to read or send.</source>
        <translation>ShopDesk 上次意外停止。经过记录在 {report} 中，您可以查看，也可以自行发送。</translation>
    </message>
    <message>
        <source>Something went wrong inside ShopDesk. {report} tells what happened, for you to read or send.</source>
        <translation>ShopDesk 内部出错。经过记录在 {report} 中，您可以查看，也可以自行发送。</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>Margin %</source>
        <translation>毛利率 %</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>季节性</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>其余</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Bring products in …</source>
        <translation>导入商品…</translation>
    </message>
    <message>
        <source>There is no product in the shop yet. Bring your products in from a file of the program you used before, and this page fills by itself.</source>
        <translation>店里还没有商品。从以前所用程序的文件导入商品后，本页会自动显示内容。</translation>
    </message>
</context>
<context>
    <name>EvidenceSections</name>
    <message>
        <source>Bought together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>In {0} of its {1} baskets, {2} times chance</source>
        <translation>出现在它的 {1} 个购物篮中的 {0} 个，是随机概率的 {2} 倍</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 和另外 {1} 项</translation>
    </message>
    <message>
        <source>Both, with {0}</source>
        <translation>两者，加上 {0}</translation>
    </message>
    <message>
        <source>Only these two</source>
        <translation>仅这两件</translation>
    </message>
    <message>
        <source>Baskets like this one</source>
        <translation>与此相似的购物篮</translation>
    </message>
    <message>
        <source>Of the {0} most like this one, those with it</source>
        <translation>在最相似的 {0} 个中，包含它的购物篮</translation>
    </message>
    <message>
        <source>Customers like this one</source>
        <translation>与此相似的顾客</translation>
    </message>
    <message>
        <source>Of the {0} most like this one, those who bought it</source>
        <translation>在最相似的 {0} 位中，购买过它的顾客</translation>
    </message>
    <message>
        <source>{0} alike</source>
        <translation>相似度 {0}</translation>
    </message>
    <message>
        <source>bought it once</source>
        <translation>买过一次</translation>
    </message>
    <message>
        <source>bought it in {0} baskets</source>
        <translation>在 {0} 个购物篮中买过</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似商品</translation>
    </message>
    <message>
        <source>Distance 0 would be the same product</source>
        <translation>距离 0 表示同一商品</translation>
    </message>
    <message>
        <source>{0} alike, distance {1}</source>
        <translation>相似度 {0}，距离 {1}</translation>
    </message>
    <message>
        <source>words {0}</source>
        <translation>文字 {0}</translation>
    </message>
    <message>
        <source>price {0}</source>
        <translation>价格 {0}</translation>
    </message>
    <message>
        <source>picture {0}</source>
        <translation>图片 {0}</translation>
    </message>
    <message>
        <source>Distance in {0}</source>
        <translation>{0} 的距离</translation>
    </message>
    <message>
        <source>Both: {0}</source>
        <translation>共同点：{0}</translation>
    </message>
    <message>
        <source>On average every {0} days</source>
        <translation>平均每 {0} 天一次</translation>
    </message>
    <message>
        <source>Bought before</source>
        <translation>以前买过</translation>
    </message>
    <message>
        <source>In {0} of {1} baskets of the last {2} days</source>
        <translation>最近 {2} 天的 {1} 个购物篮中有 {0} 个包含它</translation>
    </message>
    <message>
        <source>How often it sells</source>
        <translation>销售频率</translation>
    </message>
    <message>
        <source>In {0} baskets since the first sale</source>
        <translation>自首次售出以来，出现在 {0} 个购物篮中</translation>
    </message>
    <message>
        <source>What goes with {0}</source>
        <translation>{0} 的搭配商品</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export everything</source>
        <translation>全部导出</translation>
    </message>
    <message>
        <source>CSV files in a folder …</source>
        <translation>CSV 文件（存入文件夹）…</translation>
    </message>
    <message>
        <source>Excel workbook …</source>
        <translation>Excel 工作簿…</translation>
    </message>
    <message>
        <source>Products for Shopify …</source>
        <translation>Shopify 商品…</translation>
    </message>
    <message>
        <source>Products for WooCommerce …</source>
        <translation>WooCommerce 商品…</translation>
    </message>
    <message>
        <source>Choose a folder for the files</source>
        <translation>选择存放文件的文件夹</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>Save the workbook</source>
        <translation>保存工作簿</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>Save the products</source>
        <translation>保存商品</translation>
    </message>
</context>
<context>
    <name>FileZone</name>
    <message>
        <source>Drop files here</source>
        <translation>将文件拖到这里</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Products, sales, prices, customers or ratings as CSV or Excel: exports of Shopify, Square, WooCommerce, Loyverse and Lightspeed are recognised. Nothing is changed before you have seen what would happen.</source>
        <translation>CSV 或 Excel 格式的商品、销售、价格、顾客或评分数据：可识别 Shopify、Square、WooCommerce、Loyverse 和 Lightspeed 的导出文件。在您看到预计结果之前，不会更改任何内容。</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>以往的导入</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the import of {0}</source>
        <translation>撤销 {0} 的导入</translation>
    </message>
    <message>
        <source>Choose files to import</source>
        <translation>选择要导入的文件</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to ShopDesk</source>
        <translation>欢迎使用 ShopDesk</translation>
    </message>
    <message>
        <source>Everything stays on this computer. How do you want to begin?</source>
        <translation>一切都保存在这台电脑上。想怎样开始？</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Open the demo shop</source>
        <translation>打开演示店铺</translation>
    </message>
    <message>
        <source>Begin empty</source>
        <translation>从空店铺开始</translation>
    </message>
    <message>
        <source>Bring in your shop</source>
        <translation>导入你的店铺</translation>
    </message>
    <message>
        <source>Products and past sales from Shopify, Square, WooCommerce, Loyverse, Lightspeed, or any CSV or Excel file. Drop them here, or choose them.</source>
        <translation>来自 Shopify、Square、WooCommerce、Loyverse、Lightspeed 或任何 CSV、Excel 文件的商品和历史销售。拖到这里，或选择文件。</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>先看看</translation>
    </message>
    <message>
        <source>A corner grocery with 240 products and eighteen months of sales. Your own shop stays empty.</source>
        <translation>一家有 240 种商品、十八个月销售记录的街角杂货店。你自己的店铺保持为空。</translation>
    </message>
    <message>
        <source>Start from nothing</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>Name your shop and add products one by one, with a photo of each.</source>
        <translation>给店铺命名，逐个添加商品并拍照。</translation>
    </message>
</context>
<context>
    <name>FolderEditor</name>
    <message>
        <source>Another folder …</source>
        <translation>其他文件夹…</translation>
    </message>
</context>
<context>
    <name>ImportController</name>
    <message>
        <source>Exported to {0}.</source>
        <translation>已导出到 {0}。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import and export</source>
        <translation>导入和导出</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>1  Files</source>
        <translation>1  文件</translation>
    </message>
    <message>
        <source>2  Columns</source>
        <translation>2  列</translation>
    </message>
    <message>
        <source>3  Trial</source>
        <translation>3  试运行</translation>
    </message>
    <message>
        <source>4  Done</source>
        <translation>4  完成</translation>
    </message>
    <message>
        <source>See what would happen</source>
        <translation>预览结果</translation>
    </message>
    <message>
        <source>Import {0} rows</source>
        <translation>导入 {0} 行</translation>
    </message>
    <message>
        <source>Import more</source>
        <translation>继续导入</translation>
    </message>
</context>
<context>
    <name>ImportWords</name>
    <message>
        <source>Not recognised</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>Say which columns these are: {0}.</source>
        <translation>请指明这些内容是哪些列：{0}。</translation>
    </message>
    <message>
        <source>No program&apos;s export is recognised. Say what the file holds, then which column is what.</source>
        <translation>未识别出是哪个程序的导出文件。请先指明文件内容，再指明各列的含义。</translation>
    </message>
    <message>
        <source>What does it hold?</source>
        <translation>它包含什么内容？</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>columns as you mapped them last time</source>
        <translation>沿用您上次的列对应关系</translation>
    </message>
    <message>
        <source>{0} in {1}: which day is that?</source>
        <translation>{1} 中的 {0}：是哪一天？</translation>
    </message>
    <message>
        <source>{0} in {1}: how much is that?</source>
        <translation>{1} 中的 {0}：是多少？</translation>
    </message>
    <message>
        <source>The letters are unclear: {0}. In which encoding was the file saved?</source>
        <translation>文字编码不明确：{0}。文件是用哪种编码保存的？</translation>
    </message>
    <message>
        <source>This looks like WooCommerce in another language. Are the columns below right?</source>
        <translation>这看起来是其他语言版本的 WooCommerce。下面的列对应正确吗？</translation>
    </message>
    <message>
        <source>Yes, they are</source>
        <translation>是的，正确</translation>
    </message>
    <message>
        <source>Receipts: {0}</source>
        <translation>小票：{0}</translation>
    </message>
    <message>
        <source>New products: {0}</source>
        <translation>新商品：{0}</translation>
    </message>
    <message>
        <source>New customers: {0}</source>
        <translation>新顾客：{0}</translation>
    </message>
    <message>
        <source>Changed: {0}</source>
        <translation>已更改：{0}</translation>
    </message>
    <message>
        <source>Unchanged: {0}</source>
        <translation>未更改：{0}</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>已略过：{0}</translation>
    </message>
    <message>
        <source>Refused: {0}</source>
        <translation>已拒绝：{0}</translation>
    </message>
    <message>
        <source>Row {0}</source>
        <translation>第 {0} 行</translation>
    </message>
    <message>
        <source>Whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>{0} new</source>
        <translation>新增 {0}</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>更改 {0}</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>拒绝 {0}</translation>
    </message>
    <message>
        <source>The import was taken back.</source>
        <translation>已撤销导入。</translation>
    </message>
    <message>
        <source>Customers who stay, as they have bought or rated since: {0}.</source>
        <translation>以下顾客此后有过购买或评分，因此保留：{0}。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>What decided</source>
        <translation>判断依据</translation>
    </message>
    <message>
        <source>Show more or less of the map of what speaks for the product (arrow keys)</source>
        <translation>增减显示识别依据图的强度（方向键）</translation>
    </message>
    <message>
        <source>No photo yet</source>
        <translation>还没有照片</translation>
    </message>
    <message>
        <source>Keys 1 to 5 choose a product, Enter puts it into the basket.</source>
        <translation>按 1 到 5 键选择商品，按 Enter 放入购物篮。</translation>
    </message>
    <message>
        <source>Nothing like it was taught. Say what it is.</source>
        <translation>没有学过类似的商品。请告诉我这是什么。</translation>
    </message>
    <message>
        <source>Not sure. Choose the right product, or teach it.</source>
        <translation>无法确定。请选择正确的商品，或教它识别。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add the chosen product to the basket (Enter)</source>
        <translation>将所选商品加入购物篮 (Enter)</translation>
    </message>
    <message>
        <source>None of these…</source>
        <translation>都不是…</translation>
    </message>
    <message>
        <source>Teach which product the selected photos show (N)</source>
        <translation>教它识别所选照片中的商品 (N)</translation>
    </message>
    <message>
        <source>Read label</source>
        <translation>读取标签</translation>
    </message>
    <message>
        <source>Read the words on the photo and let them count (L)</source>
        <translation>读取照片上的文字并作为依据 (L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press the new key</source>
        <translation>请按新的按键</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Hold to speak, from any tab</source>
        <translation>按住说话，任何标签页都可以</translation>
    </message>
    <message>
        <source>Choose a candidate</source>
        <translation>选择候选项</translation>
    </message>
    <message>
        <source>The likely thing: add, choose, confirm</source>
        <translation>最可能的操作：加入、选择、确认</translation>
    </message>
    <message>
        <source>Cancel, clear or go back</source>
        <translation>取消、清除或返回</translation>
    </message>
    <message>
        <source>Find within the tab</source>
        <translation>在标签页中查找</translation>
    </message>
    <message>
        <source>Open or paste photos</source>
        <translation>打开或粘贴照片</translation>
    </message>
    <message>
        <source>Pages of Photos, ranges of Prices</source>
        <translation>照片的页面、价格的时间范围</translation>
    </message>
    <message>
        <source>In lists and tabs</source>
        <translation>列表和标签页中</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>Open the manual</source>
        <translation>打开手册</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LearnStrip</name>
    <message>
        <source>Learn now</source>
        <translation>立即学习</translation>
    </message>
    <message>
        <source>Learn the prices of the whole shop</source>
        <translation>学习整个店铺的价格</translation>
    </message>
    <message>
        <source>Trains the forecasts on all prices of the shop. You can go on working.</source>
        <translation>用店铺的全部价格训练预测模型。您可以继续工作。</translation>
    </message>
    <message>
        <source>Progress of learning</source>
        <translation>学习进度</translation>
    </message>
    <message>
        <source>Stop learning</source>
        <translation>停止学习</translation>
    </message>
</context>
<context>
    <name>LearningCurve</name>
    <message>
        <source>Recognised after so many photos</source>
        <translation>照片数量与识别率</translation>
    </message>
    <message>
        <source>{0} photos: {1}</source>
        <translation>{0} 张照片：{1}</translation>
    </message>
    <message>
        <source>% recognised after so many photos</source>
        <translation>各照片数量下的识别率（%）</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Take {0} away</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Forecast, 80 % and 95 % sure</source>
        <translation>预测，80 % 和 95 % 把握</translation>
    </message>
    <message>
        <source>Past forecasts</source>
        <translation>以往预测</translation>
    </message>
    <message>
        <source>Price change</source>
        <translation>价格变动</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>促销</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Quantity of {0}</source>
        <translation>{0} 的数量</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>Only {0} in stock</source>
        <translation>库存仅剩 {0}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hold to speak</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Backed up {0}</source>
        <translation>已备份 {0}</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>标签页</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
</context>
<context>
    <name>ManualDialog</name>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>The manual&apos;s page</source>
        <translation>手册页面</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The manual is not installed. Install ShopDesk again.</source>
        <translation>使用手册没有安装。请重新安装 ShopDesk。</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong inside ShopDesk; the log has the details. Try again.</source>
        <translation>ShopDesk 内部出错，详情见日志。请重试。</translation>
    </message>
    <message>
        <source>The engine stopped and was started again. Try once more.</source>
        <translation>引擎曾意外停止，现已重新启动。请再试一次。</translation>
    </message>
    <message>
        <source>The engine stopped and was started again. Try once more; {report} tells what happened, to read or send.</source>
        <translation>引擎已停止并重新启动。请再试一次；经过记录在 {report} 中，您可以查看，也可以自行发送。</translation>
    </message>
    <message>
        <source>There is no file {path}. Check the name.</source>
        <translation>找不到文件 {path}。请检查文件名。</translation>
    </message>
    <message>
        <source>{path} cannot be read. Check that you may open it.</source>
        <translation>无法读取 {path}。请确认您有权打开它。</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another folder.</source>
        <translation>{path} 已存在。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written. Check the folder and the free space.</source>
        <translation>无法写入 {path}。请检查文件夹和剩余空间。</translation>
    </message>
    <message>
        <source>{value} cannot be used here. The setting stays as it was.</source>
        <translation>这里不能使用 {value}，设置保持不变。</translation>
    </message>
    <message>
        <source>The setting holds until ShopDesk is closed: {path} cannot be written. Check the folder.</source>
        <translation>设置只在 ShopDesk 关闭前有效：无法写入 {path}。请检查该文件夹。</translation>
    </message>
    <message>
        <source>The prices are in {old}, which is not divided like {new}: the currency stays. Start a new shop for {new}.</source>
        <translation>价格以 {old} 计，它的小数位与 {new} 不同：货币保持不变。若要使用 {new}，请新建店铺。</translation>
    </message>
    <message>
        <source>The settings could not be read, so the defaults are used. The old file is kept as {path}.</source>
        <translation>无法读取设置，因此使用默认值。旧文件保留为 {path}。</translation>
    </message>
    <message>
        <source>There is no product {product_id}. Search for it by name.</source>
        <translation>没有商品 {product_id}。请按名称搜索。</translation>
    </message>
    <message>
        <source>There is no customer {customer_id}. Check the number.</source>
        <translation>没有顾客 {customer_id}。请检查编号。</translation>
    </message>
    <message>
        <source>There is no method {method}. Use hybrid, content, user, item or popularity.</source>
        <translation>没有名为 {method} 的方法。请使用 hybrid、content、user、item 或 popularity。</translation>
    </message>
    <message>
        <source>This product has no price history yet. Set its price first.</source>
        <translation>该商品还没有价格记录。请先设置价格。</translation>
    </message>
    <message>
        <source>There is no price model {model}. Use auto for the best one.</source>
        <translation>没有价格模型 {model}。请使用 auto 自动选择最佳模型。</translation>
    </message>
    <message>
        <source>A forecast can reach 1 to 104 weeks ahead, not {horizon}.</source>
        <translation>只能预测未来 1 到 104 周，不能是 {horizon}。</translation>
    </message>
    <message>
        <source>{path} is not a picture that can be read. Save it again as JPEG or PNG.</source>
        <translation>{path} 不是可读取的图片。请重新保存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{path} is too large. Make it smaller than 80 megapixels.</source>
        <translation>{path} 太大。请缩小到 8000 万像素以下。</translation>
    </message>
    <message>
        <source>{path} is not a sound file that can be read. Use a WAV file.</source>
        <translation>{path} 不是可读取的声音文件。请使用 WAV 文件。</translation>
    </message>
    <message>
        <source>The model {name} is not installed. Install ShopDesk again.</source>
        <translation>模型 {name} 未安装。请重新安装 ShopDesk。</translation>
    </message>
    <message>
        <source>The model {name} is damaged and was not used. Install ShopDesk again.</source>
        <translation>模型 {name} 已损坏，未被使用。请重新安装 ShopDesk。</translation>
    </message>
    <message>
        <source>Sound input is not installed. Install PortAudio, or type the words.</source>
        <translation>未安装声音输入组件。请安装 PortAudio，或直接输入文字。</translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in, or type the words or drop a WAV file.</source>
        <translation>没有找到麦克风。请插入麦克风，或直接输入文字，或拖入 WAV 文件。</translation>
    </message>
    <message>
        <source>The microphone {name} gives no sound. Check it, or choose another.</source>
        <translation>麦克风 {name} 没有声音。请检查，或换一个麦克风。</translation>
    </message>
    <message>
        <source>There is no shop in {path}. Make a demo shop with: shopdesk demo DIR</source>
        <translation>{path} 中没有店铺。可用此命令创建演示店铺：shopdesk demo DIR</translation>
    </message>
    <message>
        <source>The shop&apos;s file {path} is damaged. Restore a backup.</source>
        <translation>店铺文件 {path} 已损坏。请从备份恢复。</translation>
    </message>
    <message>
        <source>The shop&apos;s folder {path} cannot be written. Check its permissions.</source>
        <translation>无法写入店铺文件夹 {path}。请检查权限。</translation>
    </message>
    <message>
        <source>The basket is empty. Add a product first.</source>
        <translation>购物篮是空的。请先添加商品。</translation>
    </message>
    <message>
        <source>The self-test got no answer from {what}. Look at the log.</source>
        <translation>自检没有收到 {what} 的响应。请查看日志。</translation>
    </message>
    <message>
        <source>This shop has no products. Run the self-test on the demo shop.</source>
        <translation>这个店铺没有商品。请在演示店铺上运行自检。</translation>
    </message>
    <message>
        <source>This shop has no pictures. Run the self-test on the demo shop.</source>
        <translation>这个店铺没有图片。请在演示店铺上运行自检。</translation>
    </message>
    <message>
        <source>There are no pictures in {path}. Choose photos or another folder.</source>
        <translation>{path} 中没有图片。请选择照片或其他文件夹。</translation>
    </message>
    <message>
        <source>This database cannot be opened. Check the URL after --database.</source>
        <translation>无法打开该数据库。请检查 --database 后面的地址。</translation>
    </message>
    <message>
        <source>No product has the barcode {barcode}. Search for it by name.</source>
        <translation>没有条码为 {barcode} 的商品。请按名称搜索。</translation>
    </message>
    <message>
        <source>{text} names no column. Write FIELD=COLUMN.</source>
        <translation>{text} 没有指明列。请写成 FIELD=COLUMN（字段=列名）。</translation>
    </message>
    <message>
        <source>Another program is using {path}. Try again in a moment.</source>
        <translation>另一个程序正在使用 {path}。请稍后重试。</translation>
    </message>
    <message>
        <source>{path} could not be saved. Check the free space of the disk.</source>
        <translation>无法保存 {path}。请检查磁盘剩余空间。</translation>
    </message>
    <message>
        <source>{path} was made by a newer ShopDesk (version {version}). Update ShopDesk.</source>
        <translation>{path} 由更新版本的 ShopDesk（版本 {version}）创建。请升级 ShopDesk。</translation>
    </message>
    <message>
        <source>A product needs a name. Give it one.</source>
        <translation>商品必须有名称。请填写名称。</translation>
    </message>
    <message>
        <source>There is a product {product_id} already. Choose another number.</source>
        <translation>商品 {product_id} 已存在。请换一个编号。</translation>
    </message>
    <message>
        <source>Another product has the SKU {sku}. Use a different one.</source>
        <translation>另一个商品已使用货号 {sku}。请换一个。</translation>
    </message>
    <message>
        <source>Another product has the barcode {barcode}. Check the code.</source>
        <translation>另一个商品已使用条码 {barcode}。请核对条码。</translation>
    </message>
    <message>
        <source>A price cannot be below zero. Enter another one.</source>
        <translation>价格不能小于零。请重新输入。</translation>
    </message>
    <message>
        <source>There is a customer {customer_id} already. Choose another number.</source>
        <translation>顾客 {customer_id} 已存在。请换一个编号。</translation>
    </message>
    <message>
        <source>{quantity} is not a possible quantity. Enter a number from 0 to 100,000.</source>
        <translation>数量不能是 {quantity}。请输入 0 到 100,000 之间的数字。</translation>
    </message>
    <message>
        <source>There is a shop in {path} already. Choose another folder.</source>
        <translation>{path} 中已有店铺。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>A demo shop of this size is not possible. Choose other numbers.</source>
        <translation>无法创建这种规模的演示店铺。请换其他数字。</translation>
    </message>
    <message>
        <source>{path} is larger than 2 GB. Cut it into parts.</source>
        <translation>{path} 超过 2 GB。请拆分成几个文件。</translation>
    </message>
    <message>
        <source>{kind} cannot be imported. Choose products, prices, customers, sales or ratings.</source>
        <translation>无法导入 {kind}。请选择商品、价格、顾客、销售或评分。</translation>
    </message>
    <message>
        <source>{mode} is no way to import. Choose create, update or both.</source>
        <translation>没有 {mode} 这种导入方式。请选择 create（新增）、update（更新）或 both（两者）。</translation>
    </message>
    <message>
        <source>There is no import {import_id}. Check the number.</source>
        <translation>没有编号为 {import_id} 的导入。请检查编号。</translation>
    </message>
    <message>
        <source>Import {import_id} was taken back already. Nothing is left to do.</source>
        <translation>导入 {import_id} 已经撤销，无需再操作。</translation>
    </message>
    <message>
        <source>The row has no name. Fill it in.</source>
        <translation>该行没有名称。请填写。</translation>
    </message>
    <message>
        <source>The row has no price. Fill it in.</source>
        <translation>该行没有价格。请填写。</translation>
    </message>
    <message>
        <source>The row has no basket number. Fill it in.</source>
        <translation>该行没有购物篮编号。请填写。</translation>
    </message>
    <message>
        <source>{text} in {column} is not a clear price. Write it like 1.99.</source>
        <translation>{column} 列中的 {text} 不是明确的价格。请写成 1.99 这样的格式。</translation>
    </message>
    <message>
        <source>{text} in {column} is not a usable number. Correct it.</source>
        <translation>{column} 列中的 {text} 不是可用的数字。请更正。</translation>
    </message>
    <message>
        <source>{text} in {column} is not a date. Write it like 2026-03-01 10:00.</source>
        <translation>{column} 列中的 {text} 不是日期。请写成 2026-03-01 10:00 这样的格式。</translation>
    </message>
    <message>
        <source>There is no product {product}. Import the products first.</source>
        <translation>没有商品 {product}。请先导入商品。</translation>
    </message>
    <message>
        <source>The price table lacks {columns}. Add them.</source>
        <translation>价格表缺少 {columns}。请补上。</translation>
    </message>
    <message>
        <source>The step {freq} is not known. Choose day, week or month.</source>
        <translation>无法识别时间间隔 {freq}。请选择日、周或月。</translation>
    </message>
    <message>
        <source>{horizon} steps cannot be forecast. Choose at least 1.</source>
        <translation>无法预测 {horizon} 期。请至少选择 1 期。</translation>
    </message>
    <message>
        <source>There is no price model {model}. Choose one of {models}.</source>
        <translation>没有价格模型 {model}。请从 {models} 中选择。</translation>
    </message>
    <message>
        <source>The bands {levels} are not possible. Choose numbers between 0 and 100.</source>
        <translation>区间 {levels} 无效。请选择 0 到 100 之间的数字。</translation>
    </message>
    <message>
        <source>{origins} backtests are too few. Choose at least 1.</source>
        <translation>{origins} 次回测太少。请至少选择 1 次。</translation>
    </message>
    <message>
        <source>A window of {window} is not possible. Choose at least 1.</source>
        <translation>窗口长度不能是 {window}。请至少选择 1。</translation>
    </message>
    <message>
        <source>Order {order} at lag {lag} does not fit this history. Choose smaller whole numbers.</source>
        <translation>阶数 {order}、滞后 {lag} 不适合这段价格记录。请选择更小的整数。</translation>
    </message>
    <message>
        <source>At most {most} products can be compared. Take one away first.</source>
        <translation>最多可比较 {most} 件商品。请先移除一件。</translation>
    </message>
    <message>
        <source>No history is long enough to try {horizon} weeks on it. Wait, or import older prices.</source>
        <translation>价格记录都不够长，无法用来检验 {horizon} 周的预测。请等待，或导入更早的价格。</translation>
    </message>
    <message>
        <source>There is nothing called {kind} to watch. Choose price or cost.</source>
        <translation>没有可关注的项目 {kind}。请选择价格或成本。</translation>
    </message>
    <message>
        <source>An alert needs a value above zero. Type one.</source>
        <translation>提醒需要一个大于零的数值。请输入。</translation>
    </message>
    <message>
        <source>That is the value of today. Choose one that it has yet to pass.</source>
        <translation>这就是今天的数值。请选择一个尚未达到的数值。</translation>
    </message>
    <message>
        <source>The cost of this product is not known. Watch its price instead.</source>
        <translation>该商品的成本未知。请改为关注它的价格。</translation>
    </message>
    <message>
        <source>{most} alerts are the most that can wait. Forget some first.</source>
        <translation>最多只能有 {most} 个待触发的提醒。请先删除一些。</translation>
    </message>
    <message>
        <source>What was learned of the shop&apos;s prices is of another version. Choose Learn now.</source>
        <translation>已学到的店铺价格数据属于其他版本。请选择“立即学习”。</translation>
    </message>
    <message>
        <source>{rise} % that it costs you more in {weeks} weeks: buy now.</source>
        <translation>{weeks} 周后进价上涨的可能性为 {rise} %：现在买。</translation>
    </message>
    <message>
        <source>{fall} % that it costs you less in {weeks} weeks: wait.</source>
        <translation>{weeks} 周后进价下降的可能性为 {fall} %：等一等。</translation>
    </message>
    <message>
        <source>Your cost will most likely stay within {percent} % for {weeks} weeks: buying can wait or not.</source>
        <translation>您的进价在 {weeks} 周内很可能保持在 {percent} % 的波动范围内：现在买或等待都可以。</translation>
    </message>
    <message>
        <source>{rise} % that the price is higher in {weeks} weeks: buy now.</source>
        <translation>{weeks} 周后价格上涨的可能性为 {rise} %：现在买。</translation>
    </message>
    <message>
        <source>{fall} % that the price is lower in {weeks} weeks: wait.</source>
        <translation>{weeks} 周后价格下降的可能性为 {fall} %：等一等。</translation>
    </message>
    <message>
        <source>Rise {rise} %, fall {fall} % in {weeks} weeks: no difference whether you buy now or wait.</source>
        <translation>{weeks} 周后上涨可能性 {rise} %，下降可能性 {fall} %：现在买或等待没有差别。</translation>
    </message>
    <message>
        <source>The shop&apos;s prices have not been learned yet.</source>
        <translation>还没有学习店铺的价格。</translation>
    </message>
    <message>
        <source>What was learned cannot be read. Learn again.</source>
        <translation>无法读取已学到的内容。请重新学习。</translation>
    </message>
    <message>
        <source>Learned from {products} products until {day}. Prices have changed since.</source>
        <translation>已学习 {products} 件商品截至 {day} 的价格。此后价格有变动。</translation>
    </message>
    <message>
        <source>Learned from {products} products until {day}.</source>
        <translation>已学习 {products} 件商品截至 {day} 的价格。</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>已保存为 {path}。</translation>
    </message>
    <message>
        <source>Tried on {products} products, {horizon} weeks ahead, each without what came after.</source>
        <translation>已在 {products} 件商品上检验未来 {horizon} 周的预测，每次都不使用之后的数据。</translation>
    </message>
    <message>
        <source>Reading prices</source>
        <translation>正在读取价格</translation>
    </message>
    <message>
        <source>Learning prices</source>
        <translation>正在学习价格</translation>
    </message>
    <message>
        <source>Learning prices, first net</source>
        <translation>正在学习价格，第一个网络</translation>
    </message>
    <message>
        <source>Learning prices, second net</source>
        <translation>正在学习价格，第二个网络</translation>
    </message>
    <message>
        <source>Learning prices, third net</source>
        <translation>正在学习价格，第三个网络</translation>
    </message>
    <message>
        <source>Trying it on past prices</source>
        <translation>正在用以往价格检验</translation>
    </message>
    <message>
        <source>Forecasting</source>
        <translation>正在预测</translation>
    </message>
    <message>
        <source>Some prices look like another unit (100 or 1,000 times as much). Check them; the forecast uses the newest.</source>
        <translation>有些价格像是用了别的单位（相差 100 或 1,000 倍）。请核对；预测采用最新的单位。</translation>
    </message>
    <message>
        <source>Nothing has been learned yet. Import sales first, then try again.</source>
        <translation>还没有学到任何内容。请先导入销售记录，然后重试。</translation>
    </message>
    <message>
        <source>The data has no column {columns}. Add it and import again.</source>
        <translation>数据中没有 {columns} 列。请补上后重新导入。</translation>
    </message>
    <message>
        <source>There are no usable ratings. Import ratings with customer, product and a number.</source>
        <translation>没有可用的评分。请导入包含顾客、商品和分数的评分数据。</translation>
    </message>
    <message>
        <source>The pictures of the products were described in different ways ({lengths}). Prepare them again.</source>
        <translation>商品图片的特征描述方式不一致（{lengths}）。请重新准备图片。</translation>
    </message>
    <message>
        <source>There is no comparison called {name}. Choose pearson, euclidean or cosine.</source>
        <translation>没有名为 {name} 的比较方法。请选择 pearson、euclidean 或 cosine。</translation>
    </message>
    <message>
        <source>There is no weight called {name}. Use content, behaviour, repeat or popularity.</source>
        <translation>没有名为 {name} 的权重。请使用 content、behaviour、repeat 或 popularity。</translation>
    </message>
    <message>
        <source>A weight is not a number ({name}). Move the slider again.</source>
        <translation>有一个权重不是数字（{name}）。请重新拖动滑块。</translation>
    </message>
    <message>
        <source>Pairs cannot be ordered by {name}. Use strength, product, other, count, confidence or lift.</source>
        <translation>商品组合不能按 {name} 排序。请使用 strength、product、other、count、confidence 或 lift。</translation>
    </message>
    <message>
        <source>There is no evaluation called {name}. Choose last_basket or leave_one_item_out.</source>
        <translation>没有名为 {name} 的评估方法。请选择 last_basket 或 leave_one_item_out。</translation>
    </message>
    <message>
        <source>Bought by {count} of the {of} customers most like this one</source>
        <translation>与该顾客最相似的 {of} 位顾客中有 {count} 位买过</translation>
    </message>
    <message>
        <source>In {count} of the {of} baskets most like this one</source>
        <translation>与此最相似的 {of} 个购物篮中有 {count} 个包含它</translation>
    </message>
    <message>
        <source>Buys it about every {every_days} days, last today</source>
        <translation>大约每 {every_days} 天购买一次，上次是今天</translation>
    </message>
    <message>
        <source>Buys it about every {every_days} days, last yesterday</source>
        <translation>大约每 {every_days} 天购买一次，上次是昨天</translation>
    </message>
    <message>
        <source>Buys it about every {every_days} days, last {days_ago} days ago</source>
        <translation>大约每 {every_days} 天购买一次，上次是 {days_ago} 天前</translation>
    </message>
    <message>
        <source>Buys it about every day, last today</source>
        <translation>几乎每天购买，上次是今天</translation>
    </message>
    <message>
        <source>Buys it about every day, last yesterday</source>
        <translation>几乎每天购买，上次是昨天</translation>
    </message>
    <message>
        <source>Buys it about every day, last {days_ago} days ago</source>
        <translation>几乎每天购买，上次是 {days_ago} 天前</translation>
    </message>
    <message>
        <source>Bought today</source>
        <translation>今天买过</translation>
    </message>
    <message>
        <source>Bought yesterday</source>
        <translation>昨天买过</translation>
    </message>
    <message>
        <source>Bought {days_ago} days ago</source>
        <translation>{days_ago} 天前买过</translation>
    </message>
    <message>
        <source>Sells well on Mondays: in {count} baskets</source>
        <translation>星期一卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Sells well on Tuesdays: in {count} baskets</source>
        <translation>星期二卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Sells well on Wednesdays: in {count} baskets</source>
        <translation>星期三卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Sells well on Thursdays: in {count} baskets</source>
        <translation>星期四卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Sells well on Fridays: in {count} baskets</source>
        <translation>星期五卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Sells well on Saturdays: in {count} baskets</source>
        <translation>星期六卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Sells well on Sundays: in {count} baskets</source>
        <translation>星期日卖得好：出现在 {count} 个购物篮中</translation>
    </message>
    <message>
        <source>Measuring on your own sales</source>
        <translation>正在用您自己的销售记录评估</translation>
    </message>
    <message>
        <source>In {hits} % of the baskets the missing product was among the ten recommended; best sellers alone: {popular} %.</source>
        <translation>在 {hits} % 的购物篮中，缺少的商品出现在十件推荐商品之中；仅用畅销商品：{popular} %。</translation>
    </message>
    <message>
        <source>In {hits} % of the baskets the missing product was among the ten recommended, among the ten best sellers in {popular} %: no clear difference.</source>
        <translation>在 {hits} % 的购物篮中，缺少的商品出现在十件推荐商品之中；出现在十件畅销商品之中的占 {popular} %：没有明显差别。</translation>
    </message>
    <message>
        <source>Best sellers do better here: the missing product was among them in {popular} % of the baskets, among the ten recommended in {hits} %.</source>
        <translation>这里畅销商品效果更好：缺少的商品出现在畅销商品之中的购物篮占 {popular} %，出现在十件推荐商品之中的占 {hits} %。</translation>
    </message>
    <message>
        <source>Too few sales to say: {n} could be tried, {enough} are needed.</source>
        <translation>销售记录太少，无法判断：可检验 {n} 个，需要 {enough} 个。</translation>
    </message>
    <message>
        <source>{hits} % of the customers bought one of the ten recommended the next time; best sellers alone: {popular} %.</source>
        <translation>{hits} % 的顾客下次购买了十件推荐商品之一；仅用畅销商品：{popular} %。</translation>
    </message>
    <message>
        <source>{hits} % of the customers bought one of the ten recommended the next time, {popular} % one of the ten best sellers: no clear difference.</source>
        <translation>{hits} % 的顾客下次购买了十件推荐商品之一，{popular} % 购买了十件畅销商品之一：没有明显差别。</translation>
    </message>
    <message>
        <source>Best sellers do better here: {popular} % of the customers bought one of them the next time, {hits} % one of the ten recommended.</source>
        <translation>这里畅销商品效果更好：{popular} % 的顾客下次购买了其中之一，{hits} % 购买了十件推荐商品之一。</translation>
    </message>
    <message>
        <source>Too few sales to say: {n} customers came twice, {enough} are needed.</source>
        <translation>销售记录太少，无法判断：有 {n} 位顾客来过两次，需要 {enough} 位。</translation>
    </message>
    <message>
        <source>Right for {hits} % of baskets; best sellers alone: {popular} %</source>
        <translation>对 {hits} % 的购物篮推荐正确；仅用畅销商品：{popular} %</translation>
    </message>
    <message>
        <source>Right for {hits} % of baskets, as are best sellers: {popular} %</source>
        <translation>对 {hits} % 的购物篮推荐正确，与畅销商品相当：{popular} %</translation>
    </message>
    <message>
        <source>Best sellers do better: {popular} % of baskets, not {hits} %</source>
        <translation>畅销商品效果更好：购物篮命中率 {popular} %，推荐为 {hits} %</translation>
    </message>
    <message>
        <source>Too few sales to say how good these are</source>
        <translation>销售记录太少，无法判断推荐的好坏</translation>
    </message>
    <message>
        <source>{path} is empty. Copy it from the camera or phone again.</source>
        <translation>{path} 是空的。请从相机或手机重新复制。</translation>
    </message>
    <message>
        <source>{path} was not copied completely: it holds only zeros. Copy it from the camera or phone again.</source>
        <translation>{path} 没有完整复制：其中只有零。请从相机或手机重新复制。</translation>
    </message>
    <message>
        <source>{path} begins as a picture but is cut off or damaged. Copy it again, or take the photo again.</source>
        <translation>{path} 开头是图片，但内容被截断或已损坏。请重新复制，或重新拍照。</translation>
    </message>
    <message>
        <source>{path} is a HEIC photo, which cannot be read here. Export it from the phone as JPEG.</source>
        <translation>{path} 是 HEIC 照片，此处无法读取。请从手机导出为 JPEG。</translation>
    </message>
    <message>
        <source>{path} is a film, not a picture. Take a photo instead.</source>
        <translation>{path} 是视频，不是图片。请改为拍照。</translation>
    </message>
    <message>
        <source>{path} is a PDF document, not a picture. Save its picture as JPEG or PNG.</source>
        <translation>{path} 是 PDF 文档，不是图片。请将其中的图片保存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{path} is a packed archive. Unpack it and drop the pictures.</source>
        <translation>{path} 是压缩包。请解压后再拖入图片。</translation>
    </message>
    <message>
        <source>{path} is an SVG drawing, not a photo. Save it as JPEG or PNG first.</source>
        <translation>{path} 是 SVG 图形，不是照片。请先保存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{path} is a web page, not a picture. Save the picture itself from the page.</source>
        <translation>{path} 是网页，不是图片。请从网页中保存图片本身。</translation>
    </message>
    <message>
        <source>{path} is a text, not a picture. Drop the photo that it belongs to.</source>
        <translation>{path} 是文本，不是图片。请拖入它对应的照片。</translation>
    </message>
    <message>
        <source>What was learned from photos is damaged. Rebuild it (shopdesk teach --rebuild): photos are kept.</source>
        <translation>从照片学到的内容已损坏。请重建（shopdesk teach --rebuild）：照片仍保留着。</translation>
    </message>
    <message>
        <source>A file of what was learned from photos is missing. Rebuild it (shopdesk teach --rebuild): photos are kept.</source>
        <translation>从照片学到的内容缺少一个文件。请重建（shopdesk teach --rebuild）：照片仍保留着。</translation>
    </message>
    <message>
        <source>What was learned from photos is of another version of ShopDesk. Rebuild it (shopdesk teach --rebuild): photos are kept.</source>
        <translation>从照片学到的内容属于其他版本的 ShopDesk。请重建（shopdesk teach --rebuild）：照片仍保留着。</translation>
    </message>
    <message>
        <source>There are no kept photos to learn from again. Teach the products anew.</source>
        <translation>没有保留的照片可供重新学习。请重新教它识别商品。</translation>
    </message>
    <message>
        <source>This photo is no longer among the taught ones. Open the product again.</source>
        <translation>这张照片已不在教过的照片中。请重新打开该商品。</translation>
    </message>
    <message>
        <source>No photos of this product were taught. Teach it a photo first.</source>
        <translation>还没有教过这个商品的照片。请先教它一张照片。</translation>
    </message>
    <message>
        <source>Photos were added but not learned yet. Teach one of them again.</source>
        <translation>照片已添加但还没有学习。请再教其中一张。</translation>
    </message>
    <message>
        <source>{need} photos are needed and there are {have}. Add more photos.</source>
        <translation>需要 {need} 张照片，现在有 {have} 张。请再添加一些。</translation>
    </message>
    <message>
        <source>Learning thoroughly needs {need} photos, of products with three or more; there are {have}. Add more.</source>
        <translation>彻底学习需要 {need} 张照片（只算有三张以上的商品），现在有 {have} 张。请再添加一些。</translation>
    </message>
    <message>
        <source>Learning thoroughly takes the photos of all products. Teach them first, then give --deep alone.</source>
        <translation>彻底学习会用到所有商品的照片。请先教照片，再单独使用 --deep。</translation>
    </message>
    <message>
        <source>The photos were learned anew meanwhile, so this was dropped. Start it again.</source>
        <translation>期间照片已被重新学习，因此这次结果已放弃。请重新开始。</translation>
    </message>
    <message>
        <source>Nothing was learned for this check yet. Teach it good specimens first.</source>
        <translation>这项检查还没有学到任何内容。请先用合格品教它。</translation>
    </message>
    <message>
        <source>What this check had learned is damaged. Learn it again (shopdesk teach PRODUCT --good): its photos are kept.</source>
        <translation>此项检查学到的内容已损坏。请重新学习（shopdesk teach PRODUCT --good）：它的照片仍保留着。</translation>
    </message>
    <message>
        <source>What this check learns is missing. Learn it again (shopdesk teach PRODUCT --good): its photos are kept.</source>
        <translation>此项检查学到的内容缺失。请重新学习（shopdesk teach PRODUCT --good）：它的照片仍保留着。</translation>
    </message>
    <message>
        <source>What this check had learned is of another version of ShopDesk. Learn it again (shopdesk teach PRODUCT --good): its photos are kept.</source>
        <translation>此项检查学到的内容来自 ShopDesk 的另一版本。请重新学习（shopdesk teach PRODUCT --good）：它的照片仍保留着。</translation>
    </message>
    <message>
        <source>Learning thoroughly</source>
        <translation>正在彻底学习</translation>
    </message>
    <message>
        <source>Reading labels</source>
        <translation>正在读取标签</translation>
    </message>
    <message>
        <source>Checking photos</source>
        <translation>正在检查照片</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>太暗</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>太亮</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>太小</translation>
    </message>
    <message>
        <source>too far away</source>
        <translation>太远</translation>
    </message>
    <message>
        <source>Hold the camera still and tap on the product, so that it is sharp.</source>
        <translation>请拿稳相机并点按商品对焦，使其清晰。</translation>
    </message>
    <message>
        <source>Take it again near a window or a lamp.</source>
        <translation>请在窗边或灯旁重新拍摄。</translation>
    </message>
    <message>
        <source>Take it again without flash, away from the lamp or the sun.</source>
        <translation>请关闭闪光灯，避开灯光或阳光重新拍摄。</translation>
    </message>
    <message>
        <source>Use the photo itself, not a small preview of it.</source>
        <translation>请使用照片原图，不要用小预览图。</translation>
    </message>
    <message>
        <source>Go nearer, so that the product fills most of the picture.</source>
        <translation>请靠近一些，让商品占满大部分画面。</translation>
    </message>
    <message>
        <source>Enough: further photos bring little.</source>
        <translation>足够了：再加照片作用不大。</translation>
    </message>
    <message>
        <source>More photos will help. Add two or three from other sides.</source>
        <translation>更多照片会有帮助。请从其他角度再添加两三张。</translation>
    </message>
    <message>
        <source>Looks like another product. Add photos of what tells them apart.</source>
        <translation>看起来像另一件商品。请添加能体现两者区别的照片。</translation>
    </message>
    <message>
        <source>One photo cannot be judged. Add at least two more.</source>
        <translation>只有一张照片，无法判断。请至少再添加两张。</translation>
    </message>
    <message>
        <source>A sample rate of {rate} is not supported. Use 8,000 to 96,000.</source>
        <translation>不支持采样率 {rate}。请使用 8,000 到 96,000。</translation>
    </message>
    <message>
        <source>The sound has a shape that is not known. Use one or two channels.</source>
        <translation>无法识别声音的格式。请使用单声道或双声道。</translation>
    </message>
    <message>
        <source>The products need a number and a name, but have {columns}.</source>
        <translation>商品需要编号和名称，但现有的列是 {columns}。</translation>
    </message>
    <message>
        <source>There is no product {product_id}. Choose one from the catalog.</source>
        <translation>没有商品 {product_id}。请从商品目录中选择。</translation>
    </message>
    <message>
        <source>The microphone {name} gives only zeros. Switch it on or unmute it, or choose another.</source>
        <translation>麦克风 {name} 只给出零。请打开它或取消静音，或选择另一个。</translation>
    </message>
    <message>
        <source>The microphone {name} was unplugged. Plug it in and say it again, or type the words.</source>
        <translation>麦克风 {name} 已被拔出。请插好后再说一遍，或输入文字。</translation>
    </message>
    <message>
        <source>Another way of saying it needs letters or digits. Write it as it is said.</source>
        <translation>另一种说法需要有字母或数字。请按读音写出来。</translation>
    </message>
    <message>
        <source>{path} has no clip that is named by a product. Name them by number or name, such as P0012.wav or P0012-2.wav.</source>
        <translation>{path} 中没有以商品命名的录音。请用编号或名称命名，例如 P0012.wav 或 P0012-2.wav。</translation>
    </message>
    <message>
        <source>Name the folder of clips, such as: evaluate voice clips.</source>
        <translation>请给出录音文件夹，例如：evaluate voice clips。</translation>
    </message>
    <message>
        <source>Nothing was heard in take {take}. Say it again, closer to the microphone.</source>
        <translation>第 {take} 次录音没有听到声音。请靠近麦克风再说一次。</translation>
    </message>
    <message>
        <source>There is no recording to learn from. Say the name three times.</source>
        <translation>没有可供学习的录音。请把名称说三遍。</translation>
    </message>
    <message>
        <source>The taught words in {path} are damaged. Delete the file and teach them again.</source>
        <translation>{path} 中教过的词语已损坏。请删除该文件并重新教一遍。</translation>
    </message>
    <message>
        <source>{clips} clips and {labels} labels do not fit. Give one label per clip.</source>
        <translation>{clips} 段录音与 {labels} 个标签对不上。请给每段录音一个标签。</translation>
    </message>
    <message>
        <source>The recogniser has learned nothing yet. Teach it some words.</source>
        <translation>识别器还没有学到任何内容。请先教它一些词语。</translation>
    </message>
    <message>
        <source>The phrase {pattern} has a bracket or a list without its partner. Correct it.</source>
        <translation>短语 {pattern} 中有括号或列表没有配对。请更正。</translation>
    </message>
    <message>
        <source>There are no features called {name}. Choose mfcc or encoder.</source>
        <translation>没有名为 {name} 的特征。请选择 mfcc 或 encoder。</translation>
    </message>
    <message>
        <source>A model with {states} states cannot be made. Check states, symbols and kind.</source>
        <translation>无法建立有 {states} 个状态的模型。请检查状态数、符号数和类型。</translation>
    </message>
    <message>
        <source>There are no observations. Give at least one sequence.</source>
        <translation>没有观测数据。请至少提供一个序列。</translation>
    </message>
    <message>
        <source>Symbols must be from 0 to below {symbols}.</source>
        <translation>符号必须从 0 开始且小于 {symbols}。</translation>
    </message>
    <message>
        <source>The observations contain missing or infinite values. Clean them.</source>
        <translation>观测数据中有缺失值或无穷值。请先清理数据。</translation>
    </message>
    <message>
        <source>Observations and states differ in length. Give one state per observation.</source>
        <translation>观测数据与状态的长度不同。请给每个观测值一个状态。</translation>
    </message>
    <message>
        <source>The model gives these observations no chance. Start from other parameters.</source>
        <translation>模型认为这些观测数据不可能出现。请换用其他初始参数。</translation>
    </message>
    <message>
        <source>Listening to the clips</source>
        <translation>正在听录音</translation>
    </message>
    <message>
        <source>{path} is not a table that can be read. Save it as CSV.</source>
        <translation>{path} 不是可读取的表格。请另存为 CSV。</translation>
    </message>
    <message>
        <source>{path} lacks a column it needs ({wanted}); it has {found}. Name the columns with a mapping.</source>
        <translation>{path} 缺少必需的列（{wanted}）；现有的列：{found}。请指定列的对应关系。</translation>
    </message>
    <message>
        <source>With {product} in {count} of {of} baskets, {lift} times more often than by chance</source>
        <translation>与 {product} 同购：{count}/{of} 单，{lift} 倍于偶然</translation>
    </message>
    <message>
        <source>With {product} in {count} of {of} baskets</source>
        <translation>{of} 个购物篮中有 {count} 个同时包含 {product}</translation>
    </message>
    <message>
        <source>Like {product} ({similarity} % alike)</source>
        <translation>与 {product} 相似（相似度 {similarity}%）</translation>
    </message>
    <message>
        <source>Popular: in {count} baskets in the last {days} days</source>
        <translation>热销：近 {days} 天有 {count} 单</translation>
    </message>
    <message>
        <source>In one basket in the last {days} days</source>
        <translation>最近 {days} 天内出现在一个购物篮中</translation>
    </message>
    <message>
        <source>Same kind: {category}</source>
        <translation>同类商品：{category}</translation>
    </message>
    <message>
        <source>Trend: {per_cent} % a month</source>
        <translation>趋势：每月 {per_cent}%</translation>
    </message>
    <message>
        <source>The season explains {share} % of the changes</source>
        <translation>价格变化的 {share}% 来自季节因素</translation>
    </message>
    <message>
        <source>Past error {mase} against {naive_mase} for the last price</source>
        <translation>过往误差 {mase}，直接沿用上次价格则为 {naive_mase}</translation>
    </message>
    <message>
        <source>The price stays where it is</source>
        <translation>价格保持不变</translation>
    </message>
    <message>
        <source>The history is too short for a firm forecast.</source>
        <translation>价格记录太短，预测不够可靠。</translation>
    </message>
    <message>
        <source>Nothing beats the last price here, so it is the forecast.</source>
        <translation>没有模型比上次价格更准，因此直接以它作为预测。</translation>
    </message>
    <message>
        <source>On past prices, the last price was at least as good a guess.</source>
        <translation>从过去的价格看，直接用最近价格预测至少同样准确。</translation>
    </message>
    <message>
        <source>The price has never changed.</source>
        <translation>价格从未变过。</translation>
    </message>
    <message>
        <source>Learning from the sales</source>
        <translation>正在学习销售记录</translation>
    </message>
    <message>
        <source>Learning the catalog&apos;s pictures</source>
        <translation>正在学习商品图片</translation>
    </message>
    <message>
        <source>Looking at the photos</source>
        <translation>正在查看照片</translation>
    </message>
    <message>
        <source>Learning when to say “not sure”</source>
        <translation>正在学习何时说“无法确定”</translation>
    </message>
    <message>
        <source>Making extra examples</source>
        <translation>正在生成更多样本</translation>
    </message>
    <message>
        <source>Trying every photo against the others</source>
        <translation>正在将每张照片与其他照片对比检验</translation>
    </message>
    <message>
        <source>Learning the photos</source>
        <translation>正在学习照片</translation>
    </message>
    <message>
        <source>Recognising photos</source>
        <translation>正在识别照片</translation>
    </message>
    <message>
        <source>Loading the voice model</source>
        <translation>正在加载语音模型</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>The shop&apos;s file {path} is damaged. Nothing was changed; the last good backup is of {made}: restore {backup}.</source>
        <translation>店铺文件 {path} 已损坏。没有做任何更改；最近一次完好的备份是 {made} 的：请恢复 {backup}。</translation>
    </message>
    <message>
        <source>{path} is in a network folder, where the shop&apos;s file can break. Move it to this computer&apos;s own disk.</source>
        <translation>{path} 位于网络文件夹中，店铺文件在那里可能损坏。请移到本机磁盘。</translation>
    </message>
    <message>
        <source>{path} is open in a ShopDesk window or another program. Close it, then try again.</source>
        <translation>{path} 已在 ShopDesk 窗口或其他程序中打开。请关闭后重试。</translation>
    </message>
    <message>
        <source>{path} is encrypted. Give its passphrase in SHOPDESK_PASSPHRASE.</source>
        <translation>{path} 已加密。请在 SHOPDESK_PASSPHRASE 中提供密码短语。</translation>
    </message>
    <message>
        <source>{path} is not encrypted. Open it without a passphrase, or encrypt it first.</source>
        <translation>{path} 未加密。请不带密码短语打开，或先加密。</translation>
    </message>
    <message>
        <source>Encryption is not installed. Install ShopDesk with its part called encryption.</source>
        <translation>未安装加密功能。请安装带有 encryption 组件的 ShopDesk。</translation>
    </message>
    <message>
        <source>A passphrase is needed. Put it into the environment variable {variable}.</source>
        <translation>需要密码短语。请将其写入环境变量 {variable}。</translation>
    </message>
    <message>
        <source>{path} is that way already. Nothing was changed.</source>
        <translation>{path} 已经是这样了。没有做任何更改。</translation>
    </message>
    <message>
        <source>The server {path} cannot be reached. Sales go on; try this again when it is back.</source>
        <translation>无法连接服务器 {path}。销售可继续进行；请在服务器恢复后重试。</translation>
    </message>
    <message>
        <source>The server {path} did not let this till in. Check the name and the password in the URL.</source>
        <translation>服务器 {path} 拒绝了此收银台的登录。请检查 URL 中的用户名和密码。</translation>
    </message>
    <message>
        <source>The server {path} has no such database. Create it, or check the URL.</source>
        <translation>服务器 {path} 上没有该数据库。请创建它，或检查 URL。</translation>
    </message>
    <message>
        <source>The server {path} has no room left. Free space on its disk, then try again.</source>
        <translation>服务器 {path} 已没有空间。请清理其磁盘空间，然后重试。</translation>
    </message>
    <message>
        <source>A text is too long for its field. Shorten it.</source>
        <translation>有一段文字超出了字段长度。请缩短。</translation>
    </message>
    <message>
        <source>A text has a character that cannot be kept. Type it again.</source>
        <translation>有一段文字含有无法保存的字符。请重新输入。</translation>
    </message>
    <message>
        <source>The folder {path} for backups cannot be written. Plug the disk in, or choose another folder.</source>
        <translation>无法写入备份文件夹 {path}。请接上磁盘，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>There is not enough room in {path}. Free some space or choose another folder; nothing was changed.</source>
        <translation>{path} 的空间不足。请清理空间或选择其他文件夹；没有做任何更改。</translation>
    </message>
    <message>
        <source>The backup {path} could not be written. Choose another folder and try again.</source>
        <translation>无法写入备份 {path}。请选择其他文件夹后重试。</translation>
    </message>
    <message>
        <source>{path} is damaged or no backup. Choose another one.</source>
        <translation>{path} 已损坏或不是备份。请选择其他文件。</translation>
    </message>
    <message>
        <source>There is no backup {path}. Check the name.</source>
        <translation>没有备份 {path}。请检查名称。</translation>
    </message>
    <message>
        <source>There is no good backup of {path}. Name a backup&apos;s file.</source>
        <translation>{path} 没有完好的备份。请指定一个备份文件。</translation>
    </message>
    <message>
        <source>The backup {path} is encrypted. Give its passphrase in SHOPDESK_PASSPHRASE.</source>
        <translation>备份 {path} 已加密。请通过 SHOPDESK_PASSPHRASE 提供密码短语。</translation>
    </message>
    <message>
        <source>The passphrase does not open {path}, or the file is damaged. Type the passphrase again.</source>
        <translation>密码短语无法打开 {path}，或文件已损坏。请重新输入密码短语。</translation>
    </message>
    <message>
        <source>The backup could not be restored to {path}. The shop is as it was; check the disk and try again.</source>
        <translation>无法将备份恢复到 {path}。店铺保持原样；请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>Name one customer, or use --all-names, not both.</source>
        <translation>请指定一位顾客，或使用 --all-names，不要同时使用两者。</translation>
    </message>
    <message>
        <source>This basket is not parked any more. Look at the list once again.</source>
        <translation>此购物篮已不再挂单。请重新查看列表。</translation>
    </message>
    <message>
        <source>There are only {left} of {product}. Take fewer, or count the stock.</source>
        <translation>{product} 只剩 {left}。请减少数量，或盘点库存。</translation>
    </message>
    <message>
        <source>There is no receipt {number}. Check the number.</source>
        <translation>没有小票 {number}。请检查编号。</translation>
    </message>
    <message>
        <source>This is a refund itself. Choose the sale.</source>
        <translation>这笔本身就是退款。请选择原销售。</translation>
    </message>
    <message>
        <source>Of {product} only {left} can still be given back. Enter a smaller number.</source>
        <translation>{product} 最多只能再退 {left}。请输入更小的数量。</translation>
    </message>
    <message>
        <source>Nothing is left to give back. Choose another receipt.</source>
        <translation>已没有可退的商品。请选择其他小票。</translation>
    </message>
    <message>
        <source>The file is damaged: {text}. Restore a backup.</source>
        <translation>文件已损坏：{text}。请从备份恢复。</translation>
    </message>
    <message>
        <source>Row {row} of {table} refers to a row of {to} that is gone. Restore a backup.</source>
        <translation>{table} 的第 {row} 行引用了 {to} 中已不存在的行。请从备份恢复。</translation>
    </message>
    <message>
        <source>Sale {basket} was noted with {total}, but its lines come to {lines}. Compare the receipt.</source>
        <translation>销售 {basket} 记录的金额为 {total}，但明细合计为 {lines}。请核对小票。</translation>
    </message>
    <message>
        <source>Movement {movement} of {quantity} does not fit sale {basket}. Count the stock.</source>
        <translation>数量为 {quantity} 的库存变动 {movement} 与销售 {basket} 不符。请盘点库存。</translation>
    </message>
    <message>
        <source>Sale {basket} booked {noted} movements of stock, but {there} are there. Count the stock.</source>
        <translation>销售 {basket} 登记了 {noted} 笔库存变动，实际有 {there} 笔。请盘点库存。</translation>
    </message>
    <message>
        <source>Receipt {number} is missing or doubled. Compare the receipts.</source>
        <translation>小票 {number} 缺失或重复。请核对小票。</translation>
    </message>
    <message>
        <source>More was given back of sale {basket} than was sold. Compare the receipts.</source>
        <translation>销售 {basket} 的退货数量超过售出数量。请核对小票。</translation>
    </message>
    <message>
        <source>The picture {path} is missing. Add it again.</source>
        <translation>图片 {path} 缺失。请重新添加。</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>正在创建备份</translation>
    </message>
    <message>
        <source>Restoring the backup</source>
        <translation>正在恢复备份</translation>
    </message>
    <message>
        <source>Writing the demo shop</source>
        <translation>正在写入演示店铺</translation>
    </message>
    <message>
        <source>Drawing the demo shop&apos;s pictures</source>
        <translation>正在绘制演示店铺的图片</translation>
    </message>
    <message>
        <source>Writing the demo shop&apos;s sales</source>
        <translation>正在写入演示店铺的销售</translation>
    </message>
    <message>
        <source>Checking the shop&apos;s data</source>
        <translation>正在检查店铺数据</translation>
    </message>
    <message>
        <source>{path} has the format of an old Excel. Open it there and save it as XLSX or CSV.</source>
        <translation>{path} 是旧版 Excel 格式。请用 Excel 打开并另存为 XLSX 或 CSV。</translation>
    </message>
    <message>
        <source>The encoding {encoding} is not known. Write utf-8, cp1252 or gb18030, for example.</source>
        <translation>未知编码 {encoding}。请填写例如 utf-8、cp1252 或 gb18030。</translation>
    </message>
    <message>
        <source>The time zone {zone} is not known. Write it like Europe/Paris.</source>
        <translation>未知时区 {zone}。请按 Europe/Paris 这样的格式填写。</translation>
    </message>
    <message>
        <source>{example} in {column} may be day or month first. Say which: --dates dmy or --dates mdy.</source>
        <translation>{column} 中的 {example} 无法确定是日在前还是月在前。请指明：--dates dmy 或 --dates mdy。</translation>
    </message>
    <message>
        <source>{example} in {column} may be a thousand or a fraction. Name the decimal separator: --decimal . or --decimal ,</source>
        <translation>{column} 中的 {example} 可能是千位分隔，也可能是小数。请指明小数点符号：--decimal . 或 --decimal ,</translation>
    </message>
    <message>
        <source>The letters of {path} are unclear ({example}). Name the encoding: --encoding NAME.</source>
        <translation>{path} 的文字编码不明确（{example}）。请指明编码：--encoding NAME。</translation>
    </message>
    <message>
        <source>{path} looks like WooCommerce in another language ({example}). If it is: --source woocommerce_products.</source>
        <translation>{path} 看起来是其他语言的 WooCommerce 文件（{example}）。如果是，请使用：--source woocommerce_products。</translation>
    </message>
    <message>
        <source>Another till changed the same products at that moment. Nothing was imported; try again.</source>
        <translation>另一台收银机同时修改了相同的商品。未导入任何内容；请重试。</translation>
    </message>
    <message>
        <source>{count} of its products were sold or put in a basket since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品此后已售出或放入购物篮（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>{count} of its receipts were given back since ({names}). The import stays.</source>
        <translation>其中 {count} 张小票此后已退货（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>The stock of {count} of its products was counted since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品的库存此后已盘点（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>{count} of its products got another price since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品此后改了价格（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>{count} of its products got another barcode since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品此后换了条码（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>{count} of its products got a picture since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品此后添加了图片（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>{count} of its products were rated since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品此后有了评分（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>A later import changed {count} of its products ({names}). Take that import back first.</source>
        <translation>之后的导入修改了其中 {count} 件商品（{names}）。请先撤销那次导入。</translation>
    </message>
    <message>
        <source>{count} of its products were changed since ({names}). The import stays.</source>
        <translation>其中 {count} 件商品此后已被修改（{names}）。导入予以保留。</translation>
    </message>
    <message>
        <source>{format} is no format. Choose csv, xlsx, shopify or woocommerce.</source>
        <translation>{format} 不是可用的格式。请选择 csv、xlsx、shopify 或 woocommerce。</translation>
    </message>
    <message>
        <source>{rows} rows do not fit on a sheet. Export to CSV instead.</source>
        <translation>一张工作表放不下 {rows} 行。请改为导出 CSV。</translation>
    </message>
    <message>
        <source>A quotation mark is missing or too many, or a sign is no letter. Correct the row.</source>
        <translation>缺少或多了引号，或含有非文字字符。请更正该行。</translation>
    </message>
    <message>
        <source>The row has a zero byte. Save the file again.</source>
        <translation>该行含有零字节。请重新保存文件。</translation>
    </message>
    <message>
        <source>The row has letters that are broken. Type them again.</source>
        <translation>该行含有乱码。请重新输入。</translation>
    </message>
    <message>
        <source>The row has more cells than the header. Put quotation marks around a text with a comma.</source>
        <translation>该行的单元格比表头多。含逗号的文字请加引号。</translation>
    </message>
    <message>
        <source>The row ends after {cells} of {of} cells. Complete it.</source>
        <translation>该行只有 {cells} 个单元格，应有 {of} 个。请补全。</translation>
    </message>
    <message>
        <source>The text in {column} has {length} letters. Shorten it.</source>
        <translation>{column} 中的文字有 {length} 个字符。请缩短。</translation>
    </message>
    <message>
        <source>{sku} is what Excel made of the SKU. Format the column as text and type it again.</source>
        <translation>{sku} 是被 Excel 改动后的货号。请将该列设为文本格式并重新输入。</translation>
    </message>
    <message>
        <source>Row {first} is about the same product. Keep one of the two.</source>
        <translation>第 {first} 行是同一商品。请只保留其中一行。</translation>
    </message>
    <message>
        <source>The article {parent} of this variation is not in the file. Export it, too.</source>
        <translation>文件中没有此规格所属的商品 {parent}。请一并导出。</translation>
    </message>
    <message>
        <source>{text} does not name the products that were sold. Write them like 2× Tea, 1× Cup.</source>
        <translation>{text} 没有指明售出的商品。请按 2× Tea, 1× Cup 这样的格式填写。</translation>
    </message>
    <message>
        <source>The row names no customer. Fill in a number, mail or phone.</source>
        <translation>该行没有指明顾客。请填写编号、邮箱或电话。</translation>
    </message>
    <message>
        <source>The first row of receipt {receipt}, with its date, is missing. Export it again.</source>
        <translation>小票 {receipt} 带日期的第一行缺失。请重新导出。</translation>
    </message>
    <message>
        <source>Row {row} of receipt {receipt} was refused, and a receipt comes in whole. Correct that row.</source>
        <translation>小票 {receipt} 的第 {row} 行被拒绝，而小票必须整张导入。请更正该行。</translation>
    </message>
    <message>
        <source>The rows of {receipt} come to less than its sum: one is missing. Export it again.</source>
        <translation>{receipt} 的各行合计小于总额：缺少一行。请重新导出。</translation>
    </message>
    <message>
        <source>The time zone {zone} is not known, while others of this file are. Correct it.</source>
        <translation>未知时区 {zone}，而此文件中的其他时区可以识别。请更正。</translation>
    </message>
    <message>
        <source>{receipt} was cancelled or not paid, so it is no sale.</source>
        <translation>{receipt} 已取消或未付款，因此不算销售。</translation>
    </message>
    <message>
        <source>{name} has no variations in this file: nothing is sold of it.</source>
        <translation>{name} 在此文件中没有规格：不作为商品销售。</translation>
    </message>
    <message>
        <source>{name} is sold elsewhere or only groups others.</source>
        <translation>{name} 在别处销售，或只是其他商品的组合。</translation>
    </message>
    <message>
        <source>{barcode} is what Excel made of a barcode; it was left out. Scan the product to mend it.</source>
        <translation>{barcode} 是被 Excel 改动后的条码，已略去。扫描该商品即可修正。</translation>
    </message>
    <message>
        <source>{barcode} looks rounded by Excel; it was left out. Scan the product to mend it.</source>
        <translation>{barcode} 似乎被 Excel 舍入过，已略去。扫描该商品即可修正。</translation>
    </message>
    <message>
        <source>There are {count} prices, one for each shop; the first was taken.</source>
        <translation>有 {count} 个价格，每家店铺一个；已采用第一个。</translation>
    </message>
    <message>
        <source>{name} has no fixed price.</source>
        <translation>{name} 没有固定价格。</translation>
    </message>
    <message>
        <source>{name} has a sale price for some days only; the regular price was taken.</source>
        <translation>{name} 的促销价只在某些日期有效；已采用原价。</translation>
    </message>
    <message>
        <source>The price of {name} jumps from {before} to {after}. Is the decimal separator right?</source>
        <translation>{name} 的价格从 {before} 跳到 {after}。小数点符号是否正确？</translation>
    </message>
    <message>
        <source>Pictures on the web are not fetched. Put them into a folder named images beside the file.</source>
        <translation>不会下载网络图片。请将图片放入文件旁名为 images 的文件夹。</translation>
    </message>
    <message>
        <source>There is no picture {path}.</source>
        <translation>没有图片 {path}。</translation>
    </message>
    <message>
        <source>This file has sums only. For recommendations, import the export with one row per item instead.</source>
        <translation>此文件只有合计金额。如需推荐，请改为导入每件商品一行的导出文件。</translation>
    </message>
    <message>
        <source>{count} receipts are there already, without their items. Undo that import first to get the items.</source>
        <translation>已有 {count} 张不含商品明细的小票。要获得明细，请先撤销那次导入。</translation>
    </message>
    <message>
        <source>The file has no prices of items: the sums of orders were shared out.</source>
        <translation>文件中没有商品单价：订单总额已分摊。</translation>
    </message>
    <message>
        <source>{receipt}: a part was paid back, but the file does not say for which item; it was shared out.</source>
        <translation>{receipt}：已退还部分款项，但文件未说明是哪件商品；已分摊。</translation>
    </message>
    <message>
        <source>{receipt} was cancelled since it was imported. Give it back in ShopDesk.</source>
        <translation>{receipt} 导入后已被取消。请在 ShopDesk 中退货。</translation>
    </message>
    <message>
        <source>The time zone {zone} is not known; this computer&apos;s zone was taken.</source>
        <translation>未知时区 {zone}；已采用本机时区。</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Comparing with the shop</source>
        <translation>正在与店铺比对</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Taking the import back</source>
        <translation>正在撤销导入</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Shopify products</source>
        <translation>Shopify 商品</translation>
    </message>
    <message>
        <source>Shopify orders</source>
        <translation>Shopify 订单</translation>
    </message>
    <message>
        <source>Square item library</source>
        <translation>Square 商品库</translation>
    </message>
    <message>
        <source>Square items detail</source>
        <translation>Square 商品明细</translation>
    </message>
    <message>
        <source>Square transactions</source>
        <translation>Square 交易</translation>
    </message>
    <message>
        <source>WooCommerce products</source>
        <translation>WooCommerce 商品</translation>
    </message>
    <message>
        <source>WooCommerce orders</source>
        <translation>WooCommerce 订单</translation>
    </message>
    <message>
        <source>Loyverse items</source>
        <translation>Loyverse 商品</translation>
    </message>
    <message>
        <source>Loyverse receipts by item</source>
        <translation>Loyverse 小票（按商品）</translation>
    </message>
    <message>
        <source>Loyverse receipts</source>
        <translation>Loyverse 小票</translation>
    </message>
    <message>
        <source>Lightspeed X products</source>
        <translation>Lightspeed X 商品</translation>
    </message>
    <message>
        <source>Lightspeed R items</source>
        <translation>Lightspeed R 商品</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>价目表</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Name of the option</source>
        <translation>选项名称</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>款式</translation>
    </message>
    <message>
        <source>Name of the article</source>
        <translation>款式名称</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别（多个）</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Sold by weight</source>
        <translation>称重销售</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Price or cost</source>
        <translation>价格或成本</translation>
    </message>
    <message>
        <source>Sale price</source>
        <translation>促销价</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Stock is counted</source>
        <translation>统计库存</translation>
    </message>
    <message>
        <source>On sale</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Sold at</source>
        <translation>销售时间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>顾客编号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Customer&apos;s mail</source>
        <translation>顾客邮箱</translation>
    </message>
    <message>
        <source>Customer&apos;s phone</source>
        <translation>顾客电话</translation>
    </message>
    <message>
        <source>Customer&apos;s contact</source>
        <translation>顾客联系方式</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>名</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>姓</translation>
    </message>
    <message>
        <source>Item sold</source>
        <translation>售出商品</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Products sold</source>
        <translation>售出的商品</translation>
    </message>
    <message>
        <source>Number of items</source>
        <translation>商品件数</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>销售额</translation>
    </message>
    <message>
        <source>Sum of the lines</source>
        <translation>明细合计</translation>
    </message>
    <message>
        <source>Sum of the order</source>
        <translation>订单总额</translation>
    </message>
    <message>
        <source>Discount on the order</source>
        <translation>订单折扣</translation>
    </message>
    <message>
        <source>Paid back</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>付款方式</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>所属商品</translation>
    </message>
    <message>
        <source>Part of a set</source>
        <translation>套装组成部分</translation>
    </message>
    <message>
        <source>Sale price from</source>
        <translation>促销价开始日期</translation>
    </message>
    <message>
        <source>Sale price until</source>
        <translation>促销价结束日期</translation>
    </message>
    <message>
        <source>Price of one</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Before discount</source>
        <translation>折扣前</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>Line total</source>
        <translation>行小计</translation>
    </message>
    <message>
        <source>Sale or refund</source>
        <translation>销售或退款</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Rated at</source>
        <translation>评分时间</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A click or Enter shows this model&apos;s forecast</source>
        <translation>单击或按 Enter 显示此模型的预测</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>MASE: mean error, in mean changes of the past. Lower is better</source>
        <translation>MASE：平均误差，以过去的平均变动为单位。越低越好</translation>
    </message>
    <message>
        <source>vs last</source>
        <translation>对比上次</translation>
    </message>
    <message>
        <source>Error against that of the last price: −20 % is a fifth better</source>
        <translation>与直接沿用上次价格相比的误差：−20 % 表示误差小五分之一</translation>
    </message>
    <message>
        <source>sMAPE</source>
        <translation>sMAPE</translation>
    </message>
    <message>
        <source>Symmetric mean error in per cent. Lower is better</source>
        <translation>对称平均百分比误差。越低越好</translation>
    </message>
    <message>
        <source>80|95</source>
        <translation>80|95</translation>
    </message>
    <message>
        <source>How often the 80 % and the 95 % band held the price</source>
        <translation>80 % 和 95 % 区间包含实际价格的频率</translation>
    </message>
</context>
<context>
    <name>ModelView</name>
    <message>
        <source>Models and how they did</source>
        <translation>各模型及其表现</translation>
    </message>
    <message>
        <source>A click or Enter shows this model&apos;s forecast</source>
        <translation>单击或按 Enter 显示此模型的预测</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>The history is too short to try the models on it.</source>
        <translation>价格记录太短，无法检验模型。</translation>
    </message>
    <message>
        <source>Tried on this product&apos;s past: each forecast was made without what came after it.</source>
        <translation>已用该商品的历史检验：每次预测都不使用其后的数据。</translation>
    </message>
    <message>
        <source>Tried on this product&apos;s past. The nets are tried once the shop&apos;s prices are learned.</source>
        <translation>已用该商品的历史检验。学习店铺价格后，将检验神经网络。</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message>
        <source>{0} more</source>
        <translation>还有 {0} 个</translation>
    </message>
    <message>
        <source>Show the baskets</source>
        <translation>显示购物篮</translation>
    </message>
</context>
<context>
    <name>NamesDialog</name>
    <message>
        <source>How names are said</source>
        <translation>名称怎么说</translation>
    </message>
    <message>
        <source>Do not say “{0}” for it any more</source>
        <translation>不再用“{0}”来称呼它</translation>
    </message>
    <message>
        <source>Choose a product on the left.</source>
        <translation>请在左边选择一个商品。</translation>
    </message>
    <message>
        <source>ShopDesk thinks it is said</source>
        <translation>ShopDesk 认为的说法</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add another way of saying it</source>
        <translation>添加另一种说法</translation>
    </message>
    <message>
        <source>Write it as it is said</source>
        <translation>按读音写出来</translation>
    </message>
    <message>
        <source>Another way of saying it</source>
        <translation>另一种说法</translation>
    </message>
    <message>
        <source>ShopDesk thinks it is said:</source>
        <translation>ShopDesk 认为它的说法是：</translation>
    </message>
    <message>
        <source>Your other ways of saying it:</source>
        <translation>您的其他说法：</translation>
    </message>
</context>
<context>
    <name>NearestPhotos</name>
    <message>
        <source>Nearest taught photos</source>
        <translation>最接近的已教照片</translation>
    </message>
    <message>
        <source>{0}: {1} alike</source>
        <translation>{0}：相似度 {1}</translation>
    </message>
</context>
<context>
    <name>OutlookPage</name>
    <message>
        <source>How far ahead</source>
        <translation>预测多远</translation>
    </message>
    <message>
        <source>How far ahead to look</source>
        <translation>要预测多远的将来</translation>
    </message>
    <message>
        <source>{0} weeks ahead</source>
        <translation>未来 {0} 周</translation>
    </message>
    <message>
        <source>The forecast appears here.</source>
        <translation>预测会显示在这里。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find any command or product</source>
        <translation>查找任何命令或商品</translation>
    </message>
    <message>
        <source>What do you want to do, or which product?</source>
        <translation>想做什么，或找哪个商品？</translation>
    </message>
    <message>
        <source>Commands and products found</source>
        <translation>找到的命令和商品</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer letters.</source>
        <translation>没有找到。请少输入几个字。</translation>
    </message>
    <message>
        <source>Enter does it, arrow keys move, Esc closes.</source>
        <translation>回车执行，方向键移动，Esc 关闭。</translation>
    </message>
    <message>
        <source>Enter adds it to the basket, Ctrl+Enter shows its prices, Shift+Enter what goes with it.</source>
        <translation>回车加入购物篮，Ctrl+回车查看价格，Shift+回车查看搭配。</translation>
    </message>
</context>
<context>
    <name>ParkedDialog</name>
    <message>
        <source>Parked baskets</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>What to remember it by, or nothing</source>
        <translation>备注，便于辨认，可留空</translation>
    </message>
    <message>
        <source>Park this basket</source>
        <translation>挂起此购物篮</translation>
    </message>
    <message>
        <source>No basket waits. Park one when a customer has forgotten something, serve the next, and take it up again.</source>
        <translation>没有挂起的购物篮。顾客忘了东西时可先挂起，接待下一位，之后再取回。</translation>
    </message>
    <message>
        <source>Take up again</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>1 product</source>
        <translation>1 种商品</translation>
    </message>
    <message>
        <source>{0} products</source>
        <translation>{0} 种商品</translation>
    </message>
    <message>
        <source>Without a note</source>
        <translation>无备注</translation>
    </message>
</context>
<context>
    <name>PhotoController</name>
    <message>
        <source>Rebuild</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 张照片</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>{0} more files were refused.</source>
        <translation>另有 {0} 个文件被拒绝。</translation>
    </message>
    <message>
        <source>Learned {0} of {1} products again.</source>
        <translation>已重新学习 {1} 种商品中的 {0} 种。</translation>
    </message>
    <message>
        <source>{0} kept photos could not be read.</source>
        <translation>有 {0} 张保存的照片无法读取。</translation>
    </message>
</context>
<context>
    <name>PhotoTools</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>What counts beside the look of a photo</source>
        <translation>除照片外观外还考虑什么</translation>
    </message>
    <message>
        <source>Save list</source>
        <translation>保存列表</translation>
    </message>
    <message>
        <source>Save what was recognised as a sheet (Ctrl+S)</source>
        <translation>将识别结果保存为表格 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Open a folder of photos (Ctrl+Shift+O)</source>
        <translation>打开照片文件夹 (Ctrl+Shift+O)</translation>
    </message>
    <message>
        <source>Clear the table; files and taught photos stay</source>
        <translation>清空表格；文件和已教的照片会保留</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Open photos (Ctrl+O)</source>
        <translation>打开照片 (Ctrl+O)</translation>
    </message>
    <message>
        <source>How much the sales of this hour and season count</source>
        <translation>当前时段和季节的销量所占的权重</translation>
    </message>
    <message>
        <source>Bayes&apos; rule: the look times what sells now, raised to this power</source>
        <translation>贝叶斯法则：外观概率乘以当前销量概率的此次幂</translation>
    </message>
    <message>
        <source>Read the label where it is not sure</source>
        <translation>不确定时读取标签</translation>
    </message>
    <message>
        <source>Takes some tenths of a second for each such photo</source>
        <translation>每张这样的照片需要零点几秒</translation>
    </message>
    <message>
        <source>What sells at this hour and season counts</source>
        <translation>考虑当前时段和季节的销量</translation>
    </message>
    <message>
        <source>It acts on the photos that come from now on.</source>
        <translation>对此后加入的照片生效。</translation>
    </message>
    <message>
        <source>All photos as a sheet (CSV)…</source>
        <translation>将所有照片存为表格 (CSV)…</translation>
    </message>
    <message>
        <source>Refused files with the reasons (CSV)…</source>
        <translation>被拒绝的文件及原因 (CSV)…</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Options · sales {0}</source>
        <translation>选项 · 销量 {0}</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>That is only a link. Save the picture and drop its file, or copy and paste it.</source>
        <translation>这只是一个链接。请保存图片后拖入文件，或复制并粘贴图片。</translation>
    </message>
</context>
<context>
    <name>PhotosController</name>
    <message>
        <source>There is no picture in what was dropped.</source>
        <translation>拖入的内容中没有图片。</translation>
    </message>
    <message>
        <source>Not looked at. Drop it again.</source>
        <translation>尚未识别。请重新拖入。</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}：{1} / 共 {2}</translation>
    </message>
    <message>
        <source>Wrote {0} lines to {1}.</source>
        <translation>已将 {0} 行写入 {1}。</translation>
    </message>
    <message>
        <source>The barcode {0} names the product.</source>
        <translation>已按条码 {0} 确定商品。</translation>
    </message>
    <message>
        <source>No product has the barcode {0}.</source>
        <translation>没有条码为 {0} 的商品。</translation>
    </message>
    <message>
        <source>barcode {0}</source>
        <translation>条码 {0}</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Read on the label: {0}</source>
        <translation>标签上的文字：{0}</translation>
    </message>
    <message>
        <source>What sells at this hour and season counts with {0} %.</source>
        <translation>当前时段和季节的销量权重为 {0} %。</translation>
    </message>
    <message>
        <source>sales</source>
        <translation>销量</translation>
    </message>
    <message>
        <source>Learned {0} of {1}.</source>
        <translation>已学习 {1} 的 {0}。</translation>
    </message>
    <message>
        <source>Known already: {0}.</source>
        <translation>已学过：{0}。</translation>
    </message>
</context>
<context>
    <name>PhotosView</name>
    <message>
        <source>There is no picture to paste. Copy one first.</source>
        <translation>没有可粘贴的图片。请先复制一张。</translation>
    </message>
    <message>
        <source>There is nothing to save yet. Drop photos first.</source>
        <translation>还没有可保存的内容。请先拖入照片。</translation>
    </message>
    <message>
        <source>refused.csv</source>
        <translation>被拒文件.csv</translation>
    </message>
    <message>
        <source>photos.csv</source>
        <translation>照片.csv</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>保存列表</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Recognise</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>教学</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>{0} (Alt+{1})</source>
        <translation>{0} (Alt+{1})</translation>
    </message>
    <message>
        <source>Open photos (Ctrl+O)</source>
        <translation>打开照片 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>把照片拖到这里</translation>
    </message>
    <message>
        <source>Drop photos or a folder, paste one with Ctrl+V, or open some. ShopDesk says which product each one shows, and learns the ones you teach.</source>
        <translation>拖入照片或文件夹，按 Ctrl+V 粘贴，或打开照片。ShopDesk 会认出每张照片是什么商品，也会学习您教它的商品。</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
</context>
<context>
    <name>PriceChoices</name>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Likely to move</source>
        <translation>可能变动</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>所有商品</translation>
    </message>
    <message>
        <source>Products whose price is expected to move most, the surest first</source>
        <translation>预计价格变动最大的商品，把握最大的在前</translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation>查找商品</translation>
    </message>
    <message>
        <source>Name, number or barcode; Enter shows the first product (Ctrl+F)</source>
        <translation>名称、货号或条码；按 Enter 显示第一个商品（Ctrl+F）</translation>
    </message>
    <message>
        <source>Products whose price is expected to move</source>
        <translation>预计价格会变动的商品</translation>
    </message>
</context>
<context>
    <name>PricePlot</name>
    <message>
        <source>Price chart</source>
        <translation>价格图表</translation>
    </message>
</context>
<context>
    <name>PriceSide</name>
    <message>
        <source>Outlook</source>
        <translation>展望</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>PriceTools</name>
    <message>
        <source>In money</source>
        <translation>按金额</translation>
    </message>
    <message>
        <source>In % of the start</source>
        <translation>按起点的 %</translation>
    </message>
    <message>
        <source>How prices are compared</source>
        <translation>价格的比较方式</translation>
    </message>
    <message>
        <source>In % of the start, cheap and dear products can be compared</source>
        <translation>按起点的 % 显示，便于比较价格高低不同的商品</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare with other products</source>
        <translation>与其他商品比较</translation>
    </message>
    <message>
        <source>While this is on, a click on a product lays it beside this one (Alt+C; Space in the list)</source>
        <translation>开启后，点击某个商品即可与当前商品并列比较（Alt+C；列表中按空格键）</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 天</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>{0} (Alt+{1})</source>
        <translation>{0} (Alt+{1})</translation>
    </message>
    <message>
        <source>average of </source>
        <translation>平均 </translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>no average</source>
        <translation>无均线</translation>
    </message>
    <message>
        <source>Length of the moving average</source>
        <translation>移动平均的长度</translation>
    </message>
    <message>
        <source>Moving average: how many days it spans (arrow keys or wheel; 1 for none)</source>
        <translation>移动平均：跨越多少天（方向键或滚轮；1 表示无）</translation>
    </message>
    <message>
        <source>Changes: none</source>
        <translation>变化：无</translation>
    </message>
    <message>
        <source>over 1 day</source>
        <translation>1 天内</translation>
    </message>
    <message>
        <source>over 1 week</source>
        <translation>1 周内</translation>
    </message>
    <message>
        <source>over 4 weeks</source>
        <translation>4 周内</translation>
    </message>
    <message>
        <source>over 1 year</source>
        <translation>1 年内</translation>
    </message>
    <message>
        <source>Changes of the price over some time</source>
        <translation>一段时间内的价格变化</translation>
    </message>
    <message>
        <source>Differences: how much the price changed over a day, a week, a month, a year</source>
        <translation>差值：价格在一天、一周、一个月、一年内变化了多少</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>The cost, where it is known (Alt+O)</source>
        <translation>已知的成本 (Alt+O)</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>毛利率</translation>
    </message>
    <message>
        <source>What the cost leaves of the price, in per cent (Alt+M)</source>
        <translation>价格扣除成本后所余的百分比 (Alt+M)</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分解</translation>
    </message>
    <message>
        <source>Seasonal decomposition: trend, season and rest (Alt+P)</source>
        <translation>季节分解：趋势、季节和残差 (Alt+P)</translation>
    </message>
    <message>
        <source>Past forecasts</source>
        <translation>过往预测</translation>
    </message>
    <message>
        <source>What earlier forecasts said, as a check; made without what came after (Alt+F)</source>
        <translation>以前的预测结果，供检验；预测时未使用之后的数据 (Alt+F)</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Price changes, promotions and prices in another unit (Alt+K)</source>
        <translation>价格变动、促销和以其他单位计的价格 (Alt+K)</translation>
    </message>
    <message>
        <source>Show: {0}</source>
        <translation>显示：{0}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save as a picture (PNG), a drawing (SVG) or a table (CSV)</source>
        <translation>保存为图片 (PNG)、矢量图 (SVG) 或表格 (CSV)</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>图片 (PNG)</translation>
    </message>
    <message>
        <source>Drawing (SVG)</source>
        <translation>矢量图 (SVG)</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格 (CSV)</translation>
    </message>
</context>
<context>
    <name>PricesController</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Last price</source>
        <translation>上次价格</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>Theta</source>
        <translation>Theta 法</translation>
    </message>
    <message>
        <source>Year + Theta</source>
        <translation>年度 + Theta</translation>
    </message>
    <message>
        <source>Year + drift</source>
        <translation>年度 + 漂移</translation>
    </message>
    <message>
        <source>Linear, all products</source>
        <translation>全店线性</translation>
    </message>
    <message>
        <source>Last season</source>
        <translation>上一周期</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Seasonal</source>
        <translation>季节性</translation>
    </message>
    <message>
        <source>Net (MLP)</source>
        <translation>MLP 网络</translation>
    </message>
    <message>
        <source>Net (RNN)</source>
        <translation>RNN 网络</translation>
    </message>
    <message>
        <source>Net (LSTM)</source>
        <translation>LSTM 网络</translation>
    </message>
    <message>
        <source>{0} (and {1} more)</source>
        <translation>{0}（另有 {1} 个）</translation>
    </message>
    <message>
        <source>Differencing</source>
        <translation>差分</translation>
    </message>
</context>
<context>
    <name>PricesView</name>
    <message>
        <source>Model in use: {0}</source>
        <translation>当前模型：{0}</translation>
    </message>
    <message>
        <source>No price is expected to move.</source>
        <translation>没有预计会变动的价格。</translation>
    </message>
    <message>
        <source>Once the shop&apos;s prices are learned, the products that will likely move stand here.</source>
        <translation>学习店铺的价格后，可能变动的商品会显示在这里。</translation>
    </message>
    <message>
        <source>a mix of the best for this product</source>
        <translation>最适合该商品的模型组合</translation>
    </message>
    <message>
        <source>Alerts ({0})</source>
        <translation>提醒 ({0})</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Where does the price go?</source>
        <translation>价格会怎么走？</translation>
    </message>
    <message>
        <source>Choose a product at the left to see how its price moved and what it will likely cost.</source>
        <translation>在左侧选择商品，查看它的价格走势和未来的大致价格。</translation>
    </message>
    <message>
        <source>Show the first product</source>
        <translation>显示第一个商品</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>{0} could not be written. Choose another folder.</source>
        <translation>无法写入 {0}。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>已保存为 {0}。</translation>
    </message>
    <message>
        <source>tell me at {0}</source>
        <translation>到 {0} 时提醒我</translation>
    </message>
    <message>
        <source>expected at the end; {0} % sure between {1} and {2}</source>
        <translation>期末预计；{0}% 的把握在 {1} 到 {2} 之间</translation>
    </message>
</context>
<context>
    <name>ProductChooser</name>
    <message>
        <source>Which product is it?</source>
        <translation>这是哪种商品？</translation>
    </message>
    <message>
        <source>Find the product to teach</source>
        <translation>查找要教的商品</translation>
    </message>
    <message>
        <source>Enter teaches the first product of the list</source>
        <translation>按 Enter 教列表中的第一个商品</translation>
    </message>
    <message>
        <source>Products to teach</source>
        <translation>可教的商品</translation>
    </message>
    <message>
        <source>It is a new product…</source>
        <translation>这是新商品…</translation>
    </message>
    <message>
        <source>Make a new product and teach it these photos</source>
        <translation>创建新商品，并用这些照片教它</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>{0} of the new product</source>
        <translation>新商品的{0}</translation>
    </message>
    <message>
        <source>Make and teach</source>
        <translation>创建并教学</translation>
    </message>
    <message>
        <source>Make the product and teach it (Enter)</source>
        <translation>创建商品并教学 (Enter)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the products of the shop</source>
        <translation>返回店铺的商品</translation>
    </message>
    <message>
        <source>A new product</source>
        <translation>新商品</translation>
    </message>
</context>
<context>
    <name>ProductFinder</name>
    <message>
        <source>Which product?</source>
        <translation>哪个商品？</translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation>查找商品</translation>
    </message>
    <message>
        <source>Enter chooses the first product of the list</source>
        <translation>回车选择列表中的第一个商品</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
</context>
<context>
    <name>ProductPage</name>
    <message>
        <source>Every product of the shop; Enter opens the first</source>
        <translation>店铺的全部商品；按 Enter 打开第一个</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>QualityPanel</name>
    <message>
        <source>Back to the recommendations (Esc)</source>
        <translation>返回推荐 (Esc)</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measure on your own sales</source>
        <translation>用自己的销售记录测量</translation>
    </message>
    <message>
        <source>Takes a part of your sales away and tries to guess it from the rest</source>
        <translation>取走一部分销售记录，再尝试根据其余部分猜出来</translation>
    </message>
    <message>
        <source>How good are the recommendations?</source>
        <translation>推荐效果如何？</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>ShopDesk hides a part of your own sales, lets the recommendations guess it from the rest, and counts how often they are right. The ten best sellers have to guess the same.</source>
        <translation>ShopDesk 会隐藏您的一部分销售记录，让推荐根据其余部分来猜，并统计猜中的频率。十种最畅销的商品也要猜同样的内容。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>停止测量</translation>
    </message>
    <message>
        <source>Something right among ten</source>
        <translation>前十个中有猜中的</translation>
    </message>
    <message>
        <source>Right ones near the top</source>
        <translation>猜中的靠前</translation>
    </message>
    <message>
        <source>Hit rate at 10</source>
        <translation>前 10 命中率</translation>
    </message>
    <message>
        <source>NDCG at 10: right ones count more the nearer the top</source>
        <translation>前 10 的 NDCG：猜中的越靠前，分值越高</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Best sellers</source>
        <translation>畅销商品</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}; with 95 % certainty between {3}</source>
        <translation>{0}，{1}：{2}；95 % 置信区间为 {3}</translation>
    </message>
</context>
<context>
    <name>Readings</name>
    <message>
        <source>price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>change over {0} days</source>
        <translation>{0} 天内的变化</translation>
    </message>
    <message>
        <source>trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>season</source>
        <translation>季节</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>毛利率</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>ReceiptsDialog</name>
    <message>
        <source>Receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Number of the receipt</source>
        <translation>小票编号</translation>
    </message>
    <message>
        <source>No receipt yet. Each completed sale writes one; search it here by its number.</source>
        <translation>还没有小票。每完成一笔销售就会生成一张，可在此按号码查找。</translation>
    </message>
    <message>
        <source>{0} given back</source>
        <translation>已退 {0}</translation>
    </message>
    <message>
        <source>{0}, {1} given back</source>
        <translation>{0}，已退 {1}</translation>
    </message>
    <message>
        <source>How many of {0} go back</source>
        <translation>{0} 退回多少</translation>
    </message>
    <message>
        <source>{0} sold, {1} left</source>
        <translation>已售 {0}，剩余 {1}</translation>
    </message>
    <message>
        <source>Enter how many go back, then press Ctrl+Enter.</source>
        <translation>输入退回的数量，然后按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Give back {0}</source>
        <translation>退回 {0}</translation>
    </message>
</context>
<context>
    <name>RecommendController</name>
    <message>
        <source>The basket</source>
        <translation>当前购物篮</translation>
    </message>
</context>
<context>
    <name>RecommendView</name>
    <message>
        <source>The basket</source>
        <translation>当前购物篮</translation>
    </message>
    <message>
        <source>Best mix</source>
        <translation>综合推荐</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似商品</translation>
    </message>
    <message>
        <source>Similar customers</source>
        <translation>相似顾客</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Content-based: alike by name, kind, brand and price</source>
        <translation>基于内容：名称、类别、品牌和价格相似</translation>
    </message>
    <message>
        <source>User-based collaborative filtering</source>
        <translation>基于用户的协同过滤</translation>
    </message>
    <message>
        <source>Item-based collaborative filtering</source>
        <translation>基于商品的协同过滤</translation>
    </message>
    <message>
        <source>What goes with it?</source>
        <translation>搭配什么好？</translation>
    </message>
    <message>
        <source>Your last sale was on {0}: days are counted back from there.</source>
        <translation>您最近一次销售是在 {0}：天数从那天往前算。</translation>
    </message>
    <message>
        <source>Measured on {0} baskets on {1}.</source>
        <translation>于 {1} 用 {0} 个购物篮测得。</translation>
    </message>
    <message>
        <source>Something was sold or changed since: measure again.</source>
        <translation>此后有新的销售或改动：请重新测量。</translation>
    </message>
    <message>
        <source>How good are these? Measure on your own sales.</source>
        <translation>推荐效果如何？用您自己的销售数据测量。</translation>
    </message>
    <message>
        <source>{0} pairs were written to {1}.</source>
        <translation>已将 {0} 对商品写入 {1}。</translation>
    </message>
    <message>
        <source>Put a product into the basket, or choose a product or a customer at the left. ShopDesk then shows what is bought with it, and says why.</source>
        <translation>把商品放入购物篮，或在左侧选择商品或顾客。ShopDesk 会显示常一起购买的商品，并说明理由。</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>选择商品</translation>
    </message>
    <message>
        <source>Hybrid of all methods, weighed by what was right on your own sales</source>
        <translation>综合所有方法，权重取决于它们在您自己的销售数据上的准确程度</translation>
    </message>
    <message>
        <source>What counts in the best mix (Ctrl+G)</source>
        <translation>最佳组合中各项的比重 (Ctrl+G)</translation>
    </message>
    <message>
        <source>How good?</source>
        <translation>效果如何？</translation>
    </message>
    <message>
        <source>How good are the recommendations</source>
        <translation>推荐效果如何</translation>
    </message>
    <message>
        <source>Figures on your own sales (Ctrl+Shift+Q)</source>
        <translation>基于您自己销售数据的数字 (Ctrl+Shift+Q)</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>商品对</translation>
    </message>
    <message>
        <source>Pairs that sell together</source>
        <translation>常一起售出的商品对</translation>
    </message>
    <message>
        <source>Pairs that sell together (Ctrl+Shift+P)</source>
        <translation>常一起售出的商品对 (Ctrl+Shift+P)</translation>
    </message>
    <message>
        <source>The rest of a basket</source>
        <translation>购物篮的其余商品</translation>
    </message>
    <message>
        <source>One product is taken out of each of the newest baskets; the ten recommendations have to name it.</source>
        <translation>从每个最新的购物篮中取出一件商品，看十条推荐能否包含它。</translation>
    </message>
    <message>
        <source>The next visit of a customer</source>
        <translation>顾客的下次光顾</translation>
    </message>
    <message>
        <source>The last basket of each customer is hidden; the ten recommendations have to name what was in it.</source>
        <translation>隐藏每位顾客的最后一个购物篮，看十条推荐能否包含其中的商品。</translation>
    </message>
    <message>
        <source>Choose a customer</source>
        <translation>选择顾客</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>New and changed</source>
        <translation>新增和更改</translation>
    </message>
    <message>
        <source>Only new</source>
        <translation>仅新增</translation>
    </message>
    <message>
        <source>Only changed</source>
        <translation>仅更改</translation>
    </message>
    <message>
        <source>What may be imported</source>
        <translation>允许导入的内容</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未更改</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>What to list</source>
        <translation>列出哪些内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Nothing to remark: every row is fine.</source>
        <translation>没有需要说明的：每一行都没问题。</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Changes ({0})</source>
        <translation>更改 ({0})</translation>
    </message>
    <message>
        <source>Refused rows ({0})</source>
        <translation>被拒绝的行 ({0})</translation>
    </message>
    <message>
        <source>Look at these ({0})</source>
        <translation>请查看 ({0})</translation>
    </message>
    <message>
        <source>Left out ({0})</source>
        <translation>已略过 ({0})</translation>
    </message>
    <message>
        <source>New products ({0})</source>
        <translation>新商品 ({0})</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Enter adds it to the basket, Space says why, drag it onto the basket</source>
        <translation>按 Enter 加入购物篮，按空格键查看理由，也可拖入购物篮</translation>
    </message>
    <message>
        <source>How well it fits, compared with the others shown</source>
        <translation>与其他所示商品相比的匹配程度</translation>
    </message>
    <message>
        <source>Add {0} to the basket</source>
        <translation>将 {0} 加入购物篮</translation>
    </message>
    <message>
        <source>{0} (Enter)</source>
        <translation>{0}（Enter 键）</translation>
    </message>
    <message>
        <source>What goes with {0}</source>
        <translation>与 {0} 搭配的商品</translation>
    </message>
    <message>
        <source>{0} (S)</source>
        <translation>{0}（S 键）</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>You can also take it back later, from the list of earlier imports.</source>
        <translation>以后也可以从以往导入列表中撤销。</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Nothing had to be changed</source>
        <translation>无需任何更改</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the import of {0}</source>
        <translation>撤销导入 {0}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Who buys</source>
        <translation>购买了</translation>
    </message>
    <message>
        <source>also buys</source>
        <translation>也会购买</translation>
    </message>
    <message>
        <source>Baskets</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Baskets with both, of the baskets with the first</source>
        <translation>含第一种商品的购物篮中，两种都有的数量</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Confidence: how many of those who buy the first also buy the second</source>
        <translation>置信度：购买第一种商品的人中，有多少也购买第二种</translation>
    </message>
    <message>
        <source>Times chance</source>
        <translation>随机倍数</translation>
    </message>
    <message>
        <source>Lift: how many times more often than by chance</source>
        <translation>提升度：是随机情况的几倍</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 个中有 {0} 个</translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message>
        <source>No two products are in as many baskets together. Ask for fewer, or clear the filter.</source>
        <translation>没有两种商品同时出现在这么多购物篮中。请降低数量，或清除筛选。</translation>
    </message>
    <message>
        <source>Nothing has been sold yet. Import sales, or sell at the till.</source>
        <translation>还没有销售记录。请导入销售数据，或在收银台销售。</translation>
    </message>
    <message>
        <source>{0} of {1} pairs</source>
        <translation>{0} / {1} 对</translation>
    </message>
    <message>
        <source>{0} pairs</source>
        <translation>{0} 对</translation>
    </message>
    <message>
        <source>{0}, counted in {1} baskets</source>
        <translation>{0}，统计自 {1} 个购物篮</translation>
    </message>
    <message>
        <source>Back to the recommendations (Esc)</source>
        <translation>返回推荐 (Esc)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write all pairs to a CSV file</source>
        <translation>将所有商品对写入 CSV 文件</translation>
    </message>
    <message>
        <source>Write all pairs to a CSV file (Ctrl+S)</source>
        <translation>将所有商品对写入 CSV 文件 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Pairs that sell together</source>
        <translation>常一起售出的商品对</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>按名称筛选</translation>
    </message>
    <message>
        <source>Filter pairs by name</source>
        <translation>按名称筛选商品对</translation>
    </message>
    <message>
        <source>Least number of baskets with both</source>
        <translation>同时含两种商品的最少购物篮数</translation>
    </message>
    <message>
        <source>Pairs in fewer baskets say little. Arrow keys change it</source>
        <translation>购物篮太少时参考价值不大。用方向键调整</translation>
    </message>
    <message>
        <source>in at least</source>
        <translation>至少出现在</translation>
    </message>
    <message>
        <source>baskets</source>
        <translation>个购物篮</translation>
    </message>
    <message>
        <source>Enter: what goes with the first product</source>
        <translation>Enter：查看第一种商品的搭配</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Columns: a click sorts</source>
        <translation>列：点击排序</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search or scan a product</source>
        <translation>搜索或扫描商品</translation>
    </message>
    <message>
        <source>Products found</source>
        <translation>找到的商品</translation>
    </message>
    <message>
        <source>Nothing found for “{0}”. Try fewer letters.</source>
        <translation>没有找到“{0}”。请减少几个字再试。</translation>
    </message>
    <message>
        <source>{0} of {1}. Enter adds, arrow keys move, Esc closes.</source>
        <translation>显示 {0} 个，共 {1} 个。Enter 添加，方向键移动，Esc 关闭。</translation>
    </message>
    <message>
        <source>barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>article number</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>exact name</source>
        <translation>名称完全一致</translation>
    </message>
    <message>
        <source>all words</source>
        <translation>包含所有词</translation>
    </message>
    <message>
        <source>begins with it</source>
        <translation>以此开头</translation>
    </message>
    <message>
        <source>contains it</source>
        <translation>包含此内容</translation>
    </message>
    <message>
        <source>similar spelling</source>
        <translation>拼写相近</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default: {0}</source>
        <translation>恢复默认：{0}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>外观与语言</translation>
    </message>
    <message>
        <source>Voice and sounds</source>
        <translation>语音与声音</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Backups and privacy</source>
        <translation>备份与隐私</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>The one that listens while you hold the key.</source>
        <translation>按住按键时用来收音的麦克风。</translation>
    </message>
    <message>
        <source>Key to speak</source>
        <translation>说话键</translation>
    </message>
    <message>
        <source>Hold it, say a product, let go. It works from every tab.</source>
        <translation>按住，说出商品，松开。任何标签页都可以。</translation>
    </message>
    <message>
        <source>Sound when a barcode is scanned</source>
        <translation>扫描条码时的声音</translation>
    </message>
    <message>
        <source>A short tone says that it was taken, a low one that the product is not known.</source>
        <translation>短音表示已加入，低音表示没有这个商品。</translation>
    </message>
    <message>
        <source>Sounds of the voice search</source>
        <translation>语音搜索的声音</translation>
    </message>
    <message>
        <source>Tones say when ShopDesk listens and whether it understood.</source>
        <translation>提示音表示 ShopDesk 何时在听、是否听懂。</translation>
    </message>
    <message>
        <source>A backup every day</source>
        <translation>每天备份</translation>
    </message>
    <message>
        <source>Made in the background and checked. 7 days, 4 weeks and 12 months are kept.</source>
        <translation>在后台完成并检查。保留 7 天、4 周和 12 个月。</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>Best on another disk or a memory stick that stays in this computer.</source>
        <translation>最好放在另一块硬盘，或一直插着的 U 盘上。</translation>
    </message>
    <message>
        <source>Keep names of customers</source>
        <translation>保留顾客姓名</translation>
    </message>
    <message>
        <source>Without names a customer is a number. Names that are there are erased for good.</source>
        <translation>不保留时，顾客只是一个编号。已有的姓名会被永久删除。</translation>
    </message>
    <message>
        <source>Compute in a process of its own</source>
        <translation>在单独的进程中计算</translation>
    </message>
    <message>
        <source>Keeps the window quick. Turn it off on a computer with little memory.</source>
        <translation>让窗口保持流畅。内存少的电脑可以关闭。</translation>
    </message>
    <message>
        <source>Processor cores for computing</source>
        <translation>用于计算的处理器核心</translation>
    </message>
    <message>
        <source>More makes learning faster and leaves less for the till.</source>
        <translation>越多学习越快，留给收银的就越少。</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>店铺名称</translation>
    </message>
    <message>
        <source>It stands in the title of the window and on the start page.</source>
        <translation>显示在窗口标题和首页上。</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Prices keep their figures: 1.20 stays 1.20 in another currency.</source>
        <translation>价格数字不变：1.20 换成别的货币仍是 1.20。</translation>
    </message>
    <message>
        <source>Tax of new products, in per cent</source>
        <translation>新商品的税率（%）</translation>
    </message>
    <message>
        <source>It is contained in the price. Products that are there keep theirs.</source>
        <translation>税包含在价格中。已有商品的税率不变。</translation>
    </message>
    <message>
        <source>Show the tax in the basket</source>
        <translation>在购物篮中显示税额</translation>
    </message>
    <message>
        <source>Under the total: how much of it is tax.</source>
        <translation>显示在合计下方：其中多少是税。</translation>
    </message>
    <message>
        <source>New products are sold by</source>
        <translation>新商品的销售单位</translation>
    </message>
    <message>
        <source>The unit that a product gets when you add it.</source>
        <translation>添加商品时使用的单位。</translation>
    </message>
    <message>
        <source>When more is sold than is in stock</source>
        <translation>销量超过库存时</translation>
    </message>
    <message>
        <source>Warn and sell, or refuse the sale.</source>
        <translation>提醒并继续销售，或拒绝销售。</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>As the system has it, or always the same.</source>
        <translation>跟随系统，或始终相同。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The window is drawn anew in it; nothing that is open is lost on disk.</source>
        <translation>窗口会用新语言重新绘制；已保存的内容不会丢失。</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Reduced: nothing slides or fades.</source>
        <translation>减少：没有滑动或淡入淡出。</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>整体大小</translation>
    </message>
    <message>
        <source>On top of what the system says.</source>
        <translation>在系统缩放之上。</translation>
    </message>
    <message>
        <source>Open with the start page</source>
        <translation>启动时打开首页</translation>
    </message>
    <message>
        <source>Otherwise ShopDesk opens where you left it.</source>
        <translation>否则打开上次离开的页面。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>件</translation>
    </message>
    <message>
        <source>Kilogram</source>
        <translation>千克</translation>
    </message>
    <message>
        <source>Gram</source>
        <translation>克</translation>
    </message>
    <message>
        <source>Litre</source>
        <translation>升</translation>
    </message>
    <message>
        <source>Metre</source>
        <translation>米</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Acts when ShopDesk is started again.</source>
        <translation>重新启动 ShopDesk 后生效。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>没有包含这些字词的设置。</translation>
    </message>
    <message>
        <source>Defaults of this section</source>
        <translation>恢复本类默认值</translation>
    </message>
    <message>
        <source>The one of the system</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>A key that writes something cannot be held to speak. Take one of F1 to F12.</source>
        <translation>会输入字符的键不能用来按住说话。请用 F1 到 F12。</translation>
    </message>
    <message>
        <source>This key is needed for writing. Hold Ctrl or Alt with it, or take one of F1 to F12.</source>
        <translation>这个键用于输入文字。请同时按 Ctrl 或 Alt，或使用 F1 到 F12。</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”. Change that first.</source>
        <translation>{0} 已是“{1}”的按键。请先更改那一项。</translation>
    </message>
    <message>
        <source>Erase the names and telephone numbers of all customers?</source>
        <translation>删除所有顾客的姓名和电话？</translation>
    </message>
    <message>
        <source>Their purchases stay under their numbers. The names cannot be brought back.</source>
        <translation>购买记录会保留在编号下。姓名无法恢复。</translation>
    </message>
    <message>
        <source>Erase the names</source>
        <translation>删除姓名</translation>
    </message>
</context>
<context>
    <name>ShopDesk</name>
    <message>
        <source>Engine starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>引擎已就绪</translation>
    </message>
    <message>
        <source>Engine not ready</source>
        <translation>引擎未就绪</translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Demo shop</source>
        <translation>演示店铺</translation>
    </message>
    <message>
        <source>The backup is restored. What was there before is kept.</source>
        <translation>备份已恢复。之前的内容已保留。</translation>
    </message>
    <message>
        <source>This shop is open in another ShopDesk window.</source>
        <translation>这个店铺已在另一个 ShopDesk 窗口中打开。</translation>
    </message>
    <message>
        <source>Show that window</source>
        <translation>显示那个窗口</translation>
    </message>
</context>
<context>
    <name>StartView</name>
    <message>
        <source>What sells</source>
        <translation>卖得好的</translation>
    </message>
    <message>
        <source>What goes with it  →</source>
        <translation>看看搭配  →</translation>
    </message>
    <message>
        <source>What to order</source>
        <translation>该进货的</translation>
    </message>
    <message>
        <source>Is now a good time to buy?  →</source>
        <translation>现在进货合适吗？  →</translation>
    </message>
    <message>
        <source>Prices about to move</source>
        <translation>即将变动的价格</translation>
    </message>
    <message>
        <source>Charts and forecasts  →</source>
        <translation>图表与预测  →</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>How good are they?  →</source>
        <translation>效果如何？  →</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Recognise or teach  →</source>
        <translation>识别或教学  →</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Say a product  →</source>
        <translation>说出商品  →</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Your shop</source>
        <translation>你的店铺</translation>
    </message>
    <message>
        <source>Hold this key anywhere and say a product, or how many of it.</source>
        <translation>在任何地方按住此键，说出商品或数量。</translation>
    </message>
    <message>
        <source>“two whole milk”</source>
        <translation>“two whole milk”（两盒全脂奶）</translation>
    </message>
    <message>
        <source>adds</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>“price of butter”</source>
        <translation>“price of butter”（黄油价格）</translation>
    </message>
    <message>
        <source>tells</source>
        <translation>告知</translation>
    </message>
    <message>
        <source>“how many eggs are left”</source>
        <translation>“how many eggs are left”（鸡蛋还剩多少）</translation>
    </message>
    <message>
        <source>ShopDesk learns from {0} sales, {1} prices and {2} products.</source>
        <translation>ShopDesk 从 {0} 笔销售、{1} 个价格和 {2} 种商品中学习。</translation>
    </message>
    <message>
        <source>Not learned</source>
        <translation>尚未学习</translation>
    </message>
    <message>
        <source>Let ShopDesk learn your prices in the Prices tab.</source>
        <translation>请在“价格”标签页让 ShopDesk 学习你的价格。</translation>
    </message>
    <message>
        <source>products whose price is likely to change within {0} weeks</source>
        <translation>种商品的价格可能在 {0} 周内变动</translation>
    </message>
    <message>
        <source>No price is likely to change within the next weeks.</source>
        <translation>近几周内没有价格可能变动。</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>Measure on your own past sales; it takes a minute.</source>
        <translation>用你自己的历史销售测量，大约一分钟。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Products with pictures are known already. Teach photos of your own shelf.</source>
        <translation>有图片的商品已能识别。请教它认识你自己货架的照片。</translation>
    </message>
    <message>
        <source>baskets whose missing product was among the ten recommended</source>
        <translation>购物篮中缺少的商品在推荐的十个之中</translation>
    </message>
    <message>
        <source>{0} of 10</source>
        <translation>10 次中 {0} 次</translation>
    </message>
    <message>
        <source>Best sellers alone</source>
        <translation>仅用畅销商品</translation>
    </message>
    <message>
        <source>Baskets it was measured on</source>
        <translation>测量所用的购物篮</translation>
    </message>
    <message>
        <source>photos of {0} products were taught</source>
        <translation>张照片已教学，涉及 {0} 种商品</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Sell something, or import your past sales.</source>
        <translation>卖出商品，或导入历史销售。</translation>
    </message>
    <message>
        <source>in the seven days to {0}</source>
        <translation>截至 {0} 的七天</translation>
    </message>
    <message>
        <source>in the seven days to {0}, {1} more than the week before</source>
        <translation>截至 {0} 的七天，比前一周多 {1}</translation>
    </message>
    <message>
        <source>in the seven days to {0}, {1} less than the week before</source>
        <translation>截至 {0} 的七天，比前一周少 {1}</translation>
    </message>
    <message>
        <source>After some sales this says what will be sold out soon.</source>
        <translation>有了一些销售后，这里会显示哪些商品快卖完。</translation>
    </message>
    <message>
        <source>Everything that sells lasts for more than a week.</source>
        <translation>在售商品的库存都够一周以上。</translation>
    </message>
    <message>
        <source>products will be sold out within a week at today&apos;s pace</source>
        <translation>种商品按目前速度一周内会卖完</translation>
    </message>
    <message>
        <source>sold out</source>
        <translation>已售完</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>取消当前任务</translation>
    </message>
</context>
<context>
    <name>SubjectPanel</name>
    <message>
        <source>Basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Recommend for</source>
        <translation>推荐对象</translation>
    </message>
    <message>
        <source>The list follows the basket at the right.</source>
        <translation>列表随右侧的购物篮变化。</translation>
    </message>
    <message>
        <source>The basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation>查找商品</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>查找顾客</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>所有商品</translation>
    </message>
    <message>
        <source>All customers</source>
        <translation>所有顾客</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer letters.</source>
        <translation>没有找到。请少输入几个字。</translation>
    </message>
    <message>
        <source>Find a product or customer</source>
        <translation>查找商品或顾客</translation>
    </message>
    <message>
        <source>Ctrl+F. Arrow keys mark, Enter chooses</source>
        <translation>Ctrl+F。方向键选中，Enter 确定</translation>
    </message>
    <message>
        <source>Products or customers to choose from</source>
        <translation>可选择的商品或顾客</translation>
    </message>
    <message>
        <source>bought nothing yet</source>
        <translation>还没有购买过</translation>
    </message>
    <message>
        <source>1 visit</source>
        <translation>光顾 1 次</translation>
    </message>
    <message>
        <source>{0} visits</source>
        <translation>光顾 {0} 次</translation>
    </message>
</context>
<context>
    <name>TakeRow</name>
    <message>
        <source>Record take {0}</source>
        <translation>录制第 {0} 遍</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>正在打开麦克风…</translation>
    </message>
    <message>
        <source>Say it now; it stops by itself.</source>
        <translation>现在请说；会自动停止。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>很好。</translation>
    </message>
    <message>
        <source>Nothing was heard. Record it again.</source>
        <translation>什么也没听到。请重录。</translation>
    </message>
    <message>
        <source>Too quiet. Come closer and record it again.</source>
        <translation>声音太小。请靠近一些重录。</translation>
    </message>
    <message>
        <source>Too loud. Move back a little and record it again.</source>
        <translation>声音太大。请离远一点重录。</translation>
    </message>
    <message>
        <source>Too short. Say the whole word and record it again.</source>
        <translation>太短。请说完整个词再重录。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>重录</translation>
    </message>
</context>
<context>
    <name>TalkButton</name>
    <message>
        <source>Hold to speak</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Hold it, or hold Space or F2, and say a product</source>
        <translation>按住它，或按住空格键或 F2，说出商品名</translation>
    </message>
</context>
<context>
    <name>TeachDialog</name>
    <message>
        <source>Teach a word</source>
        <translation>教一个词</translation>
    </message>
    <message>
        <source>Say the word three times, just as you say it in the shop. A nickname, a local name or any language will do. Only what the recogniser needs of these takes is kept, on this computer.</source>
        <translation>把这个词说三遍，就像您在店里说的那样。昵称、本地叫法或任何语言都可以。只会在这台电脑上保存识别所需的内容。</translation>
    </message>
    <message>
        <source>The word for {0}</source>
        <translation>{0} 的词</translation>
    </message>
    <message>
        <source>Learned the word for {0}. Try it.</source>
        <translation>已学会 {0} 的词。试试看。</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>正在打开麦克风…</translation>
    </message>
    <message>
        <source>Say it now; it stops by itself.</source>
        <translation>现在请说；会自动停止。</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Found {0}. It works.</source>
        <translation>找到了 {0}。可以用了。</translation>
    </message>
    <message>
        <source>Found {0} instead. Record the three takes again, a little clearer.</source>
        <translation>找到的却是 {0}。请把三遍重录得更清楚一些。</translation>
    </message>
    <message>
        <source>Nothing was found. Record the three takes again, a little clearer.</source>
        <translation>没有找到。请把三遍重录得更清楚一些。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试试看</translation>
    </message>
    <message>
        <source>Learn this word</source>
        <translation>学会这个词</translation>
    </message>
    <message>
        <source>Say the word and see whether it is found</source>
        <translation>说出这个词，看能否找到</translation>
    </message>
</context>
<context>
    <name>TeachingController</name>
    <message>
        <source>Choose a product first, then add its photos.</source>
        <translation>请先选择商品，再添加它的照片。</translation>
    </message>
    <message>
        <source>not taught yet</source>
        <translation>尚未学习</translation>
    </message>
    <message>
        <source>{0} · {1} right</source>
        <translation>{0} · {1} 正确</translation>
    </message>
    <message>
        <source>Learned {0} of {1}.</source>
        <translation>已学习 {0} / {1}。</translation>
    </message>
    <message>
        <source>Known already: {0}.</source>
        <translation>已经学过：{0}。</translation>
    </message>
    <message>
        <source>Removed {0} of {1}.</source>
        <translation>已移除 {0} / {1}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Of {0} photos put aside, {1} were recognised before and {2} are now.</source>
        <translation>在留出的 {0} 张照片中，之前认出 {1} 张，现在认出 {2} 张。</translation>
    </message>
    <message>
        <source>Of {0} photos put aside, {1} were recognised before and {2} after: all stays as it was.</source>
        <translation>在留出的 {0} 张照片中，之前认出 {1} 张，之后认出 {2} 张：一切保持原样。</translation>
    </message>
</context>
<context>
    <name>TeachingView</name>
    <message>
        <source>{0} of the photos recognised, each left out once</source>
        <translation>照片识别率 {0}，每张轮流留出测试一次</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 张照片</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>Not taught yet. Three photos from different sides do.</source>
        <translation>尚未学习。从不同角度拍三张照片即可。</translation>
    </message>
    <message>
        <source>{0} of {1} photos recognised</source>
        <translation>已识别 {0} / {1} 张照片</translation>
    </message>
    <message>
        <source>Find a product to teach</source>
        <translation>查找要学习的商品</translation>
    </message>
    <message>
        <source>Taught products</source>
        <translation>已学习的商品</translation>
    </message>
    <message>
        <source>Tune the network on all taught photos; takes minutes, in the background (Ctrl+Shift+L)</source>
        <translation>用所有教过的照片微调网络；在后台运行，需几分钟（Ctrl+Shift+L）</translation>
    </message>
    <message>
        <source>Learn thoroughly</source>
        <translation>彻底学习</translation>
    </message>
    <message>
        <source>Teach a product</source>
        <translation>学习商品</translation>
    </message>
    <message>
        <source>Choose a product at the left, or find any other, and add three to five photos of it.</source>
        <translation>在左侧选择商品，或查找其他商品，然后添加三到五张它的照片。</translation>
    </message>
    <message>
        <source>Take the selected photos out (Delete)</source>
        <translation>移除所选照片 (Delete)</translation>
    </message>
    <message>
        <source>Drop photos of this product here</source>
        <translation>将该商品的照片拖到这里</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Add photos of this product (Ctrl+O)</source>
        <translation>添加该商品的照片 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Taught photos</source>
        <translation>已学习的照片</translation>
    </message>
    <message>
        <source>Often taken for</source>
        <translation>常被误认为</translation>
    </message>
    <message>
        <source>Are there enough photos?</source>
        <translation>照片够多吗？</translation>
    </message>
</context>
<context>
    <name>TileDelegate</name>
    <message>
        <source>looking…</source>
        <translation>识别中…</translation>
    </message>
    <message>
        <source>Nothing like it was taught</source>
        <translation>没有学习过类似的商品</translation>
    </message>
    <message>
        <source>{0} · chosen by you</source>
        <translation>{0} · 由您选择</translation>
    </message>
    <message>
        <source>{0} · not sure</source>
        <translation>{0} · 不确定</translation>
    </message>
</context>
<context>
    <name>TillDialogs</name>
    <message>
        <source>The basket is parked.</source>
        <translation>购物篮已挂单。</translation>
    </message>
    <message>
        <source>Given back. The stock has been corrected.</source>
        <translation>已退货。库存已更正。</translation>
    </message>
</context>
<context>
    <name>TillsController</name>
    <message>
        <source>Server connected, till {0}</source>
        <translation>服务器已连接，收银台 {0}</translation>
    </message>
    <message>
        <source>Server away: 1 sale waits on this till</source>
        <translation>服务器断开：本收银台有 1 笔销售待上传</translation>
    </message>
    <message>
        <source>Server away: {0} sales wait on this till</source>
        <translation>服务器断开：本收银台有 {0} 笔销售待上传</translation>
    </message>
    <message>
        <source>The server is back. All sales of this till are there.</source>
        <translation>服务器已恢复。本收银台的所有销售均已上传。</translation>
    </message>
</context>
<context>
    <name>VoiceAnswer</name>
    <message>
        <source>What was heard stands here; you can also type</source>
        <translation>听到的内容显示在这里；您也可以输入</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>听到的内容</translation>
    </message>
    <message>
        <source>Done. 1 to 5 add another of these.</source>
        <translation>完成。按 1 到 5 可再加入其中一种。</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>How many to add (+ and -)</source>
        <translation>要加入的数量（+ 和 -）</translation>
    </message>
    <message>
        <source>One less (-)</source>
        <translation>减一（-）</translation>
    </message>
    <message>
        <source>One more (+)</source>
        <translation>加一（+）</translation>
    </message>
    <message>
        <source>This many (left and right arrow keys)</source>
        <translation>这个数量（左右方向键）</translation>
    </message>
    <message>
        <source>{0} or {1}?</source>
        <translation>{0} 还是 {1}？</translation>
    </message>
    <message>
        <source>Choose how many with the left or right arrow key, then press Enter.</source>
        <translation>用左右方向键选择数量，然后按回车。</translation>
    </message>
    <message>
        <source>The basket is empty.</source>
        <translation>购物篮是空的。</translation>
    </message>
    <message>
        <source>Total {0}</source>
        <translation>合计 {0}</translation>
    </message>
    <message>
        <source>Take out of the basket</source>
        <translation>从购物篮中取出</translation>
    </message>
    <message>
        <source>Nothing like that is in the basket.</source>
        <translation>购物篮中没有这样的商品。</translation>
    </message>
    <message>
        <source>{0} costs {1}</source>
        <translation>{0} 的价格是 {1}</translation>
    </message>
    <message>
        <source>its stock is not counted</source>
        <translation>不计库存</translation>
    </message>
    <message>
        <source>No product sounds like this. Correct the words and press Enter, or teach the word.</source>
        <translation>没有听起来像这样的商品。请改正文字后按回车，或教会这个词。</translation>
    </message>
    <message>
        <source>Not sure which one. Choose with 1 to 5, or correct the words and press Enter.</source>
        <translation>不确定是哪一个。请按 1 到 5 选择，或改正文字后按回车。</translation>
    </message>
    <message>
        <source>Enter takes the first out; 1 to 5 choose another.</source>
        <translation>回车取出第一个；按 1 到 5 选择其他。</translation>
    </message>
    <message>
        <source>Enter adds the first; 1 to 5 choose another.</source>
        <translation>回车加入第一个；按 1 到 5 选择其他。</translation>
    </message>
</context>
<context>
    <name>VoiceSide</name>
    <message>
        <source>Say a product and how many, such as “two whole milk”, or ask: “price of”, “how many are left”, “add”, “remove”, “total”. Nothing you say leaves this computer or is recorded.</source>
        <translation>说出商品和数量，例如“two whole milk”，或提问：“price of”、“how many are left”、“add”、“remove”、“total”。您说的话不会离开这台电脑，也不会被录下。</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>没有麦克风</translation>
    </message>
    <message>
        <source>System microphone</source>
        <translation>系统的麦克风</translation>
    </message>
    <message>
        <source>{0} (not plugged in)</source>
        <translation>{0}（未插入）</translation>
    </message>
    <message>
        <source>Say something…</source>
        <translation>请说话…</translation>
    </message>
    <message>
        <source>It hears you.</source>
        <translation>听得到您。</translation>
    </message>
    <message>
        <source>It hears you only faintly. Come closer, or turn it up.</source>
        <translation>只能微弱地听到您。请靠近一些，或调高音量。</translation>
    </message>
    <message>
        <source>It gives only zeros. Switch it on or unmute it, or choose another.</source>
        <translation>它只给出零。请打开它或取消静音，或选择另一个。</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>停止测试</translation>
    </message>
    <message>
        <source>Test the microphone</source>
        <translation>测试麦克风</translation>
    </message>
    <message>
        <source>Forget the word for {0}</source>
        <translation>忘记 {0} 的词</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Taught words</source>
        <translation>教过的词</translation>
    </message>
    <message>
        <source>None yet. Teach the words your shop uses: a nickname, a local name, any language.</source>
        <translation>还没有。教会您店里用的词：昵称、本地叫法，任何语言都可以。</translation>
    </message>
    <message>
        <source>Teach a word…</source>
        <translation>教一个词…</translation>
    </message>
    <message>
        <source>Teach ShopDesk a word by saying it three times</source>
        <translation>说三遍，教 ShopDesk 一个词</translation>
    </message>
    <message>
        <source>How names are said…</source>
        <translation>名称怎么说…</translation>
    </message>
    <message>
        <source>Names that sound alike…</source>
        <translation>听起来相似的名称…</translation>
    </message>
    <message>
        <source>Open a sound file…</source>
        <translation>打开声音文件…</translation>
    </message>
    <message>
        <source>Open a sound file, or drop one on this tab</source>
        <translation>打开声音文件，或把它拖到此标签页</translation>
    </message>
</context>
<context>
    <name>VoiceView</name>
    <message>
        <source>Hold to speak</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>正在打开麦克风…</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>正在听…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在识别…</translation>
    </message>
    <message>
        <source>Heard nothing</source>
        <translation>没听到声音</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>没有麦克风</translation>
    </message>
    <message>
        <source>Let go when you are done. Esc cancels.</source>
        <translation>说完后松开。按 Esc 取消。</translation>
    </message>
    <message>
        <source>Hold the key a little longer and speak closer to the microphone.</source>
        <translation>请按住久一点，靠近麦克风说话。</translation>
    </message>
    <message>
        <source>{0} is taken out of the basket.</source>
        <translation>已从购物篮中取出 {0}。</translation>
    </message>
    <message>
        <source>Added {0} × {1}.</source>
        <translation>已加入 {0} × {1}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Hold {0}, say a product, let go. Or tap, speak, tap.</source>
        <translation>按住 {0}，说出商品，然后松开。也可以按一下、说、再按一下。</translation>
    </message>
    <message>
        <source>Press again when you are done. Esc cancels.</source>
        <translation>说完后再按一次。按 Esc 取消。</translation>
    </message>
    <message>
        <source>Plug one in and press again, or type the product below.</source>
        <translation>插上一个后再按一次，或在下面输入商品。</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>声音文件</translation>
    </message>
    <message>
        <source>Open a sound file</source>
        <translation>打开声音文件</translation>
    </message>
    <message>
        <source>Space or {0}</source>
        <translation>空格键或 {0}</translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>What counts in the best mix</source>
        <translation>最佳组合中各项的比重</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>Content: alike by name, kind, brand, price and picture</source>
        <translation>内容：名称、类别、品牌、价格和图片相似</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>同购</translation>
    </message>
    <message>
        <source>Behaviour: bought together, and by customers like this one</source>
        <translation>行为：一起购买，以及相似顾客购买</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>复购</translation>
    </message>
    <message>
        <source>Repeat: what this customer buys again and when it is due</source>
        <translation>复购：这位顾客会再次购买什么、何时该买</translation>
    </message>
    <message>
        <source>Popular</source>
        <translation>热门</translation>
    </message>
    <message>
        <source>Popularity: what sells well, lately and at this hour</source>
        <translation>热度：近期和当前时段畅销的商品</translation>
    </message>
    <message>
        <source>All four as learned from your sales</source>
        <translation>四项均采用从您的销售数据中学到的值</translation>
    </message>
    <message>
        <source>{0}. Arrow keys move it.</source>
        <translation>{0}。用方向键调整。</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Choose a card to see why it is here.</source>
        <translation>选择一张卡片，查看推荐理由。</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Add {0} to the basket</source>
        <translation>将 {0} 加入购物篮</translation>
    </message>
    <message>
        <source>What goes with {0}</source>
        <translation>{0} 的搭配商品</translation>
    </message>
    <message>
        <source>Add to basket</source>
        <translation>加入购物篮</translation>
    </message>
    <message>
        <source>Goes with it</source>
        <translation>搭配</translation>
    </message>
    <message>
        <source>What goes with this product</source>
        <translation>与该商品搭配的商品</translation>
    </message>
</context>
<context>
    <name>_ConfusedRow</name>
    <message>
        <source>1 photo</source>
        <translation>1 张照片</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
</context>
<context>
    <name>_Filter</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>List: {0}</source>
        <translation>列表：{0}</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>none left</source>
        <translation>无货</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩 {0}</translation>
    </message>
    <message>
        <source>other unit? × {0}</source>
        <translation>单位不同？× {0}</translation>
    </message>
    <message>
        <source>other unit? ÷ {0}</source>
        <translation>单位不同？÷ {0}</translation>
    </message>
</context>
<context>
    <name>parent</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Open a folder of photos</source>
        <translation>打开照片文件夹</translation>
    </message>
</context>
</TS>
